import Testing
import Wire

@testable import SIP

/// The invalid and the unusual messages of RFC 4475, sections 3.1.2 to 3.4, parse as far as they go, and what the RFC
/// says is wrong with their syntax is remarked.
@Suite("RFC 4475: the invalid and the unusual messages", .enabled(if: Torture.isThere))
struct TortureInvalidTests {
  static let expectations: [(name: String, remarks: [Remark.Code])] = [
    // 3.1.2: invalid messages
    ("badinv01", [.emptyElement, .emptyElement, .via, .emptyElement]),
    ("clerr", [.bodyCutOff]),
    ("ncl", [.contentLength]),
    ("scalar02", [.cseq, .number, .number, .number]),
    ("scalarlg", [.cseq, .number, .number]),
    ("quotbal", [.unbalancedQuote]),
    ("ltgtruri", [.requestURI]),
    ("lwsruri", [.requestURI]),
    ("lwsstart", [.startLineBlanks]),
    ("trws", [.startLineBlanks]),
    ("escruri", [.requestURI]),
    ("baddate", [.date]),
    ("regbadct", [.address]),
    ("badaspec", [.address]),
    ("baddn", [.headersCutOff, .displayName, .displayName]),
    ("badvers", [.version]),
    ("mismatch01", [.cseqMethod]),
    ("mismatch02", [.cseqMethod]),
    ("bigcode", [.statusCode]),
    // 3.2: what the transaction layer must see
    ("badbranch", [.branch]),
    // 3.3: what the application must see
    ("insuf", [.missingHeader, .missingHeader, .missingHeader]),
    ("unkscm", []),
    ("novelsc", []),
    ("unksm2", []),
    ("bext01", []),
    ("invut", []),
    ("regaut01", []),
    ("multi01", Array(repeating: .repeatedHeader, count: 5)),
    ("mcl01", [.contentLength]),
    ("bcast", []),
    ("zeromf", []),
    ("cparam01", []),
    ("cparam02", []),
    ("regescrt", []),
    ("sdp01", []),
    // 3.4: as RFC 2543 had it
    ("inv2543", []),
  ]

  @Test("parses, and is remarked", arguments: expectations)
  func invalid(_ name: String, _ remarks: [Remark.Code]) throws {
    let message = try #require(Message(try Torture.bytes(name)))
    #expect(message.codes == remarks, "\(message.remarks)")
    for remark in message.remarks { #expect((0...message.bytes.count).contains(remark.offset)) }
  }

  @Test("every message of the RFC is expected here or among the valid ones")
  func complete() {
    let names = Self.expectations.map(\.name) + TortureValidTests.expectations.map(\.name)
    #expect(names.sorted() == Torture.all)
  }

  @Test("every message is recognised as SIP", arguments: Torture.all)
  func recognised(_ name: String) throws {
    let bytes = try Torture.bytes(name)
    #expect(looksLikeSIP(bytes))
    #expect(startOffset(bytes) == 0)
  }

  @Test("what can be read of them is read")
  func readable() throws {
    let noQuote = try #require(Message(try Torture.bytes("quotbal")))
    #expect(noQuote.text(noQuote.to?.uri.whole) == "sip:j.user@example.com")
    let comma = try #require(Message(try Torture.bytes("baddn")))
    #expect(comma.text(comma.from?.display) == "Bell, Alexander")
    #expect(comma.text(comma.from?.tag) == "43")
    let blanks = try #require(Message(try Torture.bytes("badaspec")))
    #expect(blanks.text(blanks.to?.uri.whole) == "sip:t.watson@example.org")
    let semicolons = try #require(Message(try Torture.bytes("badinv01")))
    #expect(semicolons.text(semicolons.topVia?.host) == "192.0.2.15")
    let twice = try #require(Message(try Torture.bytes("multi01")))
    #expect(twice.text(twice.callID) == "multi01.98asdh@192.0.2.1")
    #expect(twice.contacts.count == 2)
    let opaque = try #require(Message(try Torture.bytes("unksm2")))
    #expect(opaque.text(opaque.to?.uri.scheme) == "isbn")
    #expect(opaque.text(opaque.from?.uri.whole) == "http://www.example.com")
    #expect(opaque.from?.uri.host == nil)
    let negative = try #require(Message(try Torture.bytes("ncl")))
    #expect(negative.contentLength == nil)
    #expect(negative.text(negative.body).hasPrefix("v=0"))
    let tooLong = try #require(Message(try Torture.bytes("clerr")))
    #expect(tooLong.contentLength == 9999)
    #expect(tooLong.body.upperBound == tooLong.bytes.count)
  }

  @Test("cparam01, cparam02: the parameter is the header's without brackets, the URI's with them")
  func whoseParameter() throws {
    let header = try #require(Message(try Torture.bytes("cparam01"))?.contacts.first)
    #expect(header.parameters.count == 1 && header.uri.parameters.isEmpty)
    let uri = try #require(Message(try Torture.bytes("cparam02"))?.contacts.first)
    #expect(uri.parameters.isEmpty && uri.uri.parameters.count == 1)
  }
}
