import Testing
import Wire

@testable import SIP

@Suite("Via, CSeq and credentials")
struct ViaTests {
  static let vias: [(String, [String?])] = [
    // transport, host, port, branch, received, rport
    ("SIP/2.0/UDP h:5060;branch=z9hG4bK1;rport", ["UDP", "h", "5060", "z9hG4bK1", nil, ";rport"]),
    (
      "SIP/2.0/tls [2001:db8::1]:5061;received=2001:db8::2;rport=9",
      ["tls", "[2001:db8::1]", "5061", nil, "2001:db8::2", ";rport=9"]
    ),
    ("SIP / 2.0 /\r\n TCP  h : 1 ; branch = b", ["TCP", "h", "1", "b", nil, nil]),
    ("SIP/2.0/UDP h", ["UDP", "h", nil, nil, nil, nil]),
    ("SIP/2.0/UDP h;BRANCH=x", ["UDP", "h", nil, "x", nil, nil]),
  ]

  @Test("a Via has these parts", arguments: vias)
  func via(_ text: String, _ expected: [String?]) throws {
    let (parsed, bytes) = parsed(text) { Via.parse($0, in: $1) }
    let via = try #require(parsed)
    let parts: [ByteRange?] = [via.transport, via.host, via.port, via.branch, via.received, via.rport?.whole]
    #expect(parts.map { $0.map(bytes.text) } == expected)
    #expect(bytes.text(via.whole) == text)
  }

  @Test(
    "is no Via",
    arguments: ["", ";", "SIP/2.0", "SIP/2.0/", "SIP/2.0/UDP", "SIP/2.0/UDP ;branch=1", "SIP/2.0/UDP :5060"]
  )
  func noVia(_ text: String) {
    #expect(parsed(text) { Via.parse($0, in: $1) }.part == nil)
  }

  @Test("the top Via is the first element of the first field")
  func topVia() throws {
    let message = try #require(
      Message(lines: "OPTIONS sip:h SIP/2.0\nv: SIP/2.0/UDP a, SIP/2.0/TCP b\nVia: SIP/2.0/TLS c\n\n")
    )
    #expect(message.text(message.topVia?.host) == "a")
    #expect(message.vias.map { message.text($0.host) } == ["a", "b", "c"])
  }

  @Test(
    "a CSeq is a number of 32 bits and a method",
    arguments: [
      ("314159 INVITE", 314_159 as UInt32?), ("0009\r\n  INVITE", 9), ("4294967295 ACK", .max), ("4294967296 ACK", nil),
      ("99999999999999999999999 ACK", nil), ("1", nil), ("1 ", nil), ("INVITE", nil), ("-1 INVITE", nil),
      ("1INVITE", nil), ("", nil),
    ]
  )
  func cseq(_ text: String, _ number: UInt32?) {
    let (cseq, bytes) = parsed(text) { CSeq.parse($0, in: $1) }
    #expect(cseq?.number == number)
    if let cseq { #expect(bytes.decimal(cseq.numberRange) == number.map(UInt64.init)) }
  }

  @Test("credentials are a scheme and parameters between commas")
  func digest() throws {
    let text = #"Digest username="b,\"ob", realm = "r" ,nonce=abc,  algorithm=MD5, opaque="""#
    let (parsed, bytes) = parsed(text) { Credentials.parse($0, in: $1) }
    let credentials = try #require(parsed)
    #expect(bytes.text(credentials.scheme) == "Digest")
    #expect(credentials.username.map(bytes.text) == #""b,\"ob""#)
    #expect(credentials.username.map(bytes.unquoted).map(bytes.text) == #"b,\"ob"#)
    #expect(credentials.realm.map(bytes.text) == #""r""#)
    #expect(credentials.nonce.map(bytes.text) == "abc")
    #expect(credentials.algorithm.map(bytes.text) == "MD5")
    #expect(
      credentials.parameters.map { bytes.text($0.whole) } == [
        #" username="b,\"ob""#, #", realm = "r""#, " ,nonce=abc", ",  algorithm=MD5", #", opaque="""#,
      ]
    )
  }

  @Test("credentials of a scheme that nobody knows are kept", arguments: ["Bearer", "NTLM TlRMTVNT=="])
  func otherScheme(_ text: String) throws {
    let (parsed, bytes) = parsed(text) { Credentials.parse($0, in: $1) }
    let credentials = try #require(parsed)
    #expect(bytes.text(credentials.whole) == text)
    #expect(credentials.realm == nil)
  }
}
