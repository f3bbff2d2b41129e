import Testing
import Wire

@testable import SIP

/// What RFC 4475 is about, in messages of our own: odd ones that are right, and wrong ones with what is said of them.
@Suite("messages of the kinds that RFC 4475 has")
struct OddMessageTests {
  private static let plain = """
    OPTIONS sip:bob@example.com SIP/2.0
    Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKabc
    Max-Forwards: 70
    From: <sip:alice@example.com>;tag=a1
    To: <sip:bob@example.com>
    Call-ID: odd-1@192.0.2.1
    CSeq: 8 OPTIONS
    Date: Sat, 13 Nov 2010 23:29:00 GMT
    Contact: <sip:alice@192.0.2.1>
    Content-Length: 0


    """

  /// What is changed in the plain message, and what must be remarked of it.
  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let pairs: [(old: String, new: String)]
    let codes: [Remark.Code]

    init(_ name: String, _ pairs: [(String, String)], _ codes: [Remark.Code] = []) {
      testDescription = name
      self.pairs = pairs.map { (old: $0.0, new: $0.1) }
      self.codes = codes
    }
  }

  static let right = [
    Change("nothing", []),
    Change(
      "lines folded, blanks in front of the colon",
      [("To: <sip", "TO \t :\n  <sip"), ("CSeq: 8", "CSeq:\n 8\n ")]
    ),
    Change("compact names", [("Via", "v"), ("From", "f"), ("To", "t"), ("Call-ID", "i"), ("Contact", "m")]),
    Change("every character of a method", [("OPTIONS", "-!%*_+`'~.2")]),
    Change("a scheme that nobody knows", [("<sip:bob@example.com>", "<quux:a,b;c>")]),
    Change("quoted pairs in a name", [("<sip:alice@ex", #""a\"\\ <b>" <sip:alice@ex"#)]),
    Change("escapes in a user", [("sip:bob@example.com S", "sip:b%6Fb%00@example.com S")]),
    Change("semicolons in a user", [("sip:bob@example.com S", "sip:bob;x=1;lr@example.com S")]),
    Change("headers that nobody knows", [("Date:", "X!%*: \n ~\nDate:")]),
    Change("leading zeros", [("70", "0070"), ("CSeq: 8", "CSeq: 0008")]),
  ]

  static let wrong = [
    Change("a body longer than the datagram", [("Length: 0", "Length: 900")], [.bodyCutOff]),
    Change("a length below zero", [("Length: 0", "Length: -5")], [.contentLength]),
    Change("a CSeq above 32 bits", [("CSeq: 8", "CSeq: 36893488147419103232")], [.cseq]),
    Change("another method in CSeq", [("8 OPTIONS", "8 INVITE")], [.cseqMethod]),
    Change("a quote without its end", [("To: <", "To: \"Bob <")], [.unbalancedQuote]),
    Change(
      "brackets around the request URI",
      [("sip:bob@example.com SIP", "<sip:bob@example.com> SIP")],
      [.requestURI]
    ),
    Change("two blanks in the start line", [("com SIP", "com  SIP")], [.startLineBlanks]),
    Change("a version of the future", [("SIP/2.0\nVia", "SIP/7.0\nVia")], [.version]),
    Change("a date of another zone", [("GMT", "EST")], [.date]),
    Change("a URI with headers, and no brackets", [("<sip:alice@192.0.2.1>", "sip:alice@192.0.2.1?x=y")], [.address]),
    Change("a branch that is only the cookie", [("z9hG4bKabc", "z9hG4bK")], [.branch]),
    Change(
      "Call-ID and CSeq twice",
      [("Date", "Call-ID: 2\nCSeq: 9 OPTIONS\nDate")],
      [.repeatedHeader, .repeatedHeader]
    ),
    Change("no From", [("From", "X-From")], [.missingHeader]),
    Change("Max-Forwards above 255", [("70", "700")], [.number]),
    Change("an empty element", [("Contact: ", "Contact: ,")], [.emptyElement]),
  ]

  private static func message(_ change: Change) throws -> Message {
    var text = plain
    for (old, new) in change.pairs {
      try #require(text.contains(old), "\(old)")
      text = text.replacing(old, with: new)
    }
    return try #require(Message(lines: text))
  }

  @Test("is read, and nothing is wrong with it", arguments: right)
  func read(_ change: Change) throws {
    let message = try Self.message(change)
    #expect(looksLikeSIP(message.bytes) && message.codes.isEmpty, "\(message.remarks)")
    #expect(message.text(message.callID) == "odd-1@192.0.2.1")
    #expect(message.cseq?.number == 8 && message.text(message.cseq?.method) == message.method)
    #expect(message.text(message.from?.tag) == "a1" && message.to != nil)
    #expect(message.vias.count == 1 && message.contacts.count == 1)
  }

  @Test("is read as far as it goes, and told", arguments: wrong)
  func told(_ change: Change) throws {
    let message = try Self.message(change)
    #expect(looksLikeSIP(message.bytes))
    #expect(message.codes == change.codes, "\(message.remarks)")
    #expect(message.text(message.callID) == "odd-1@192.0.2.1")
    for remark in message.remarks { #expect((0...message.bytes.count).contains(remark.offset)) }
  }

  @Test("a status of more digits than a status has")
  func status() throws {
    let text = Self.plain.replacing("OPTIONS sip:bob@example.com SIP/2.0", with: "SIP/2.0 4294967301 Big")
    let message = try #require(Message(lines: text))
    #expect(message.status == nil && message.codes == [.statusCode])
  }
}
