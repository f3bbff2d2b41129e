import Testing
import Wire

@testable import SIP

@Suite("Addresses")
struct NameAddrTests {
  struct Parts: Equatable, Sendable {
    var display: String?
    var uri: String
    var bracketed = true
    var parameters: [String] = []
    var tag: String?
  }

  static let cases: [(String, Parts)] = [
    ("<sip:a@h>", Parts(uri: "sip:a@h")),
    ("<sip:a;b@h;lr>;tag=1", Parts(uri: "sip:a;b@h;lr", parameters: [";tag=1"], tag: "1")),
    ("sip:a@h;tag=1;x", Parts(uri: "sip:a@h", bracketed: false, parameters: [";tag=1", ";x"], tag: "1")),
    ("sip:a@h", Parts(uri: "sip:a@h", bracketed: false)),
    ("Bob <sip:a@h>", Parts(display: "Bob", uri: "sip:a@h")),
    ("Bob<sip:a@h>", Parts(display: "Bob", uri: "sip:a@h")),
    (
      #""A \" <x>, B;" <sip:a@h>;TAG="q;r""#,
      Parts(display: #""A \" <x>, B;""#, uri: "sip:a@h", parameters: [#";TAG="q;r""#], tag: #""q;r""#)
    ),
    (#""\\" <sip:a@h>"#, Parts(display: #""\\""#, uri: "sip:a@h")),
    (#""" <sip:a@h>"#, Parts(display: #""""#, uri: "sip:a@h")),
    (#""unclosed <sip:a@h>;tag=1"#, Parts(display: #""unclosed"#, uri: "sip:a@h", parameters: [";tag=1"], tag: "1")),
    ("<sip:a@h", Parts(uri: "sip:a@h")),
    ("< sip:a@h >", Parts(uri: "sip:a@h")),
    ("<>", Parts(uri: "")),
    (
      "<sip:a@h>\r\n  ;\r\n  tag = 98asjd8",
      Parts(uri: "sip:a@h", parameters: ["\r\n  ;\r\n  tag = 98asjd8"], tag: "98asjd8")
    ),
    ("<sip:a@h>;tag=", Parts(uri: "sip:a@h", parameters: [";tag="], tag: "")),
    ("<sip:a@h>;tag", Parts(uri: "sip:a@h", parameters: [";tag"])),
    ("<sip:a@h>;;;x;;tag=1;", Parts(uri: "sip:a@h", parameters: [";x", ";tag=1"], tag: "1")),
    ("<tel:+1;tag=2>;tag=3", Parts(uri: "tel:+1;tag=2", parameters: [";tag=3"], tag: "3")),
  ]

  @Test("has these parts", arguments: cases)
  func parts(_ text: String, _ expected: Parts) throws {
    let (parsed, bytes) = parsed(text) { NameAddr.parse($0, in: $1) }
    let address = try #require(parsed)
    let parts = Parts(
      display: address.display.map(bytes.text),
      uri: bytes.text(address.uri.whole),
      bracketed: address.bracketed,
      parameters: address.parameters.map { bytes.text($0.whole) },
      tag: address.tag.map(bytes.text)
    )
    #expect(parts == expected)
    #expect(bytes.text(address.whole) == text)
  }

  @Test("is none", arguments: ["*", " * ", "", " \t\r\n "])
  func none(_ text: String) {
    #expect(parsed(text) { NameAddr.parse($0, in: $1) }.part == nil)
  }

  @Test("a list is split at commas, but not inside quotes and brackets")
  func list() throws {
    let message = try #require(
      Message(
        lines: #"""
          REGISTER sip:h SIP/2.0
          Contact: "A, B" <sip:a,b@h>;q=1 ,, sip:c@h;x="1,2"
          m: <sip:d@h>,
          From: Bell, A <sip:e@h>
          Contact: *

          """#
      )
    )
    #expect(
      message.contacts.map { message.text($0.whole) } == [
        #""A, B" <sip:a,b@h>;q=1"#, #"sip:c@h;x="1,2""#, "<sip:d@h>",
      ]
    )
    #expect(message.nameAddrs(of: .from).count == 1)
  }

  @Test("to take out a parameter is to take out its whole")
  func dropParameter() throws {
    let (parsed, bytes) = parsed("<sip:a@h> ; tag = 1 ;x=2") { NameAddr.parse($0, in: $1) }
    let address = try #require(parsed)
    let tag = try #require(address.parameters.named("tag", in: bytes))
    var left = bytes
    left.removeSubrange(tag.whole)
    #expect(left.text(address.whole.lowerBound..<address.whole.upperBound - tag.whole.count) == "<sip:a@h> ;x=2")
  }
}
