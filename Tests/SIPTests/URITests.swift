import Testing
import Wire

@testable import SIP

@Suite("URIs")
struct URITests {
  struct Parts: Equatable, Sendable {
    var scheme = "sip"
    var user: String?
    var password: String?
    var host: String?
    var port: String?
    var parameters: [String] = []
    var headers: String?
  }

  static let cases: [(String, Parts)] = [
    ("sip:example.com", Parts(host: "example.com")),
    ("sip:bob@example.com:5060", Parts(user: "bob", host: "example.com", port: "5060")),
    ("SIPS:bob@example.com", Parts(scheme: "SIPS", user: "bob", host: "example.com")),
    ("sip:bob:secret@h;lr", Parts(user: "bob", password: "secret", host: "h", parameters: [";lr"])),
    ("sip:bob:@h", Parts(user: "bob", password: "", host: "h")),
    ("sip:@h", Parts(user: "", host: "h")),
    ("sip:a;b@h", Parts(user: "a;b", host: "h")),
    ("sip:a;b=c?d@h;e=f?g=h", Parts(user: "a;b=c?d", host: "h", parameters: [";e=f"], headers: "g=h")),
    ("sip:%61%40b@h", Parts(user: "%61%40b", host: "h")),
    ("sip:bob@home@h:1;x=y", Parts(user: "bob@home", host: "h", port: "1", parameters: [";x=y"])),
    ("sip:[2001:db8::1]", Parts(host: "[2001:db8::1]")),
    ("sip:bob@[2001:db8::1]:5061;lr", Parts(user: "bob", host: "[2001:db8::1]", port: "5061", parameters: [";lr"])),
    ("sip:bob@[2001:db8::1", Parts(user: "bob", host: "[2001:db8::1")),
    ("sip:bob@2001:db8::1", Parts(user: "bob", host: "2001:db8::1")),
    ("sip:h:;a", Parts(host: "h", parameters: [";a"])),
    ("sip:h;a;;b=;c=\"d\"", Parts(host: "h", parameters: [";a", ";b=", ";c=\"d\""])),
    ("sip:h?", Parts(host: "h", headers: "")),
    ("sip:", Parts()),
    (
      "tel:+44-1234;ext=2;phone-context=+44",
      Parts(scheme: "tel", user: "+44-1234", parameters: [";ext=2", ";phone-context=+44"])
    ),
    ("TEL:911", Parts(scheme: "TEL", user: "911")),
    ("urn:service:sos", Parts(scheme: "urn")),
    ("soap.beep://192.0.2.103:3002", Parts(scheme: "soap.beep")),
    ("bob", Parts(scheme: "")),
    ("Bob sip:bob@h", Parts(scheme: "")),
    ("1a:b", Parts(scheme: "")),
    ("", Parts(scheme: "")),
  ]

  @Test("has these parts", arguments: cases)
  func parts(_ text: String, _ expected: Parts) {
    let (uri, bytes) = parsed(text) { URI.parse($0, in: $1) }
    let parts = Parts(
      scheme: bytes.text(uri.scheme),
      user: uri.user.map(bytes.text),
      password: uri.password.map(bytes.text),
      host: uri.host.map(bytes.text),
      port: uri.port.map(bytes.text),
      parameters: uri.parameters.map { bytes.text($0.whole) },
      headers: uri.headers.map(bytes.text)
    )
    #expect(parts == expected)
    #expect(bytes.text(uri.whole) == text)
  }
}
