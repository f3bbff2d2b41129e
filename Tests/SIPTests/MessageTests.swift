import Testing
import Wire

@testable import SIP

@Suite("Messages")
struct MessageTests {
  @Test(
    "is no message",
    arguments: [
      "", "\r\n", "INVITE", "INVITE sip:a@b", "INVITE sip:a@b SIP/2", "INVITE sip:a@b HTTP/1.1\r\n", "SIP/2.0\r\n",
      "SIP/2.0 abc\r\n", "IN(VITE sip:a@b SIP/2.0\r\n", "INVITE  SIP/2.0\r\n", " INVITE sip:a@b SIP/2.0\r\n",
      "INVITE sip:a@b SIP/2.0.1\r\n", "SIP/2.0 2x0 OK\r\n",
    ]
  )
  func none(_ text: String) {
    #expect(Message(Array(text.utf8)) == nil)
  }

  @Test("line ends in front are skipped, and ranges still count from the first byte")
  func leadingLineEnds() throws {
    let message = try #require(Message(Array("\r\n\n\r\nBYE sip:a@b SIP/2.0\r\nl:0\r\n\r\n".utf8)))
    #expect(message.method == "BYE")
    #expect(message.headers.first?.line.lowerBound == 26)
  }

  @Test("bare LF ends a line, with one remark")
  func bareLineFeeds() throws {
    let message = try #require(Message(Array("BYE sip:a@b SIP/2.0\r\nTo: x\nFrom: y\n\nbody".utf8)))
    #expect(message.headers.map { message.text($0.value) } == ["x", "y"])
    #expect(message.text(message.body) == "body")
    #expect(message.codes.filter { $0 == .bareLineFeed }.count == 1)
  }

  @Test("what a header line holds, byte for byte")
  func headerLines() throws {
    let message = try #require(
      Message(Array("BYE sip:a@b SIP/2.0\r\nSubject \t:\t a\r\n\tb \r\nno colon\r\nS:\r\nX y: z\r\n: v\r\n\r\n".utf8))
    )
    #expect(
      message.headers.map { message.text($0.line) } == [
        "Subject \t:\t a\r\n\tb \r\n", "no colon\r\n", "S:\r\n", "X y: z\r\n", ": v\r\n",
      ]
    )
    #expect(message.headers.map { message.text($0.name) } == ["Subject", "", "S", "X y", ""])
    #expect(message.headers.map { message.text($0.value) } == ["a\r\n\tb", "no colon", "", "z", "v"])
    #expect(message.headers.map(\.canonical.text) == ["subject", "", "subject", "x y", ""])
    #expect(message.headers("SUBJECT").count == 2)
    #expect(message.codes.prefix(3) == [.headerWithoutColon, .headerName, .headerName])
  }

  @Test("start line, headers and body are all of the message, in this order")
  func partition() throws {
    let message = try #require(Message(lines: "BYE sip:a@b SIP/2.0\na: b\n c\nd\n\nbody"))
    var position = 21
    for header in message.headers {
      #expect(header.line.lowerBound == position)
      position = header.line.upperBound
    }
    #expect(message.body == position + 2..<message.bytes.count)
  }

  @Test(
    "the body is as long as Content-Length says, where that can be",
    arguments: [
      ("l: 2", "bo", Remark.Code.bytesAfterBody as Remark.Code?), ("Content-Length:4", "body", nil),
      ("Content-Length :  4  ", "body", nil), ("l: 5", "body", .bodyCutOff), ("l: 0", "", .bytesAfterBody),
      ("l: -1", "body", .contentLength), ("l:", "body", .contentLength), ("l: 4\r\nl: 4", "body", nil),
      ("l: 4\r\nl: 5", "body", .contentLength), ("l: 99999999999999999999", "body", .contentLength),
      ("l: 9223372036854775807", "body", .bodyCutOff), ("l: 9223372036854775808", "body", .contentLength),
      ("Z: y", "body", nil),
    ]
  )
  func body(_ header: String, _ body: String, _ code: Remark.Code?) throws {
    let message = try #require(Message(Array("BYE sip:a@b SIP/2.0\r\n\(header)\r\n\r\nbody".utf8)))
    #expect(message.text(message.body) == body)
    #expect(message.codes.filter { $0 != .missingHeader } == (code.map { [$0] } ?? []))
  }

  @Test("a message cut off in its headers still tells what it holds")
  func cutOff() throws {
    let message = try #require(Message(Array("BYE sip:a@b SIP/2.0\r\ni: 1\r\nTo: <sip:a".utf8)))
    #expect(message.text(message.callID) == "1")
    #expect(message.text(message.to?.uri.whole) == "sip:a")
    #expect(message.body.isEmpty)
    #expect(message.codes == [.headersCutOff, .address])
  }

  @Test(
    "compact names stand for long ones",
    arguments: zip(
      "abcdefijklmnorstuvxy",
      [
        "accept-contact", "referred-by", "content-type", "request-disposition", "content-encoding", "from", "call-id",
        "reject-contact", "supported", "content-length", "contact", "identity-info", "event", "refer-to", "subject",
        "to", "allow-events", "via", "session-expires", "identity",
      ]
    )
  )
  func compactNames(_ letter: Character, _ long: String) throws {
    #expect(HeaderName(String(letter)) == HeaderName(long.uppercased()))
    let message = try #require(Message(lines: "BYE sip:a@b SIP/2.0\n\(letter.uppercased()): v\n\n"))
    #expect(message.first(HeaderName(long)) != nil)
  }

  @Test("names that nobody has registered work too")
  func unknownNames() throws {
    let message = try #require(Message(lines: "BYE sip:a@b SIP/2.0\nX-Lab-TRACE: v\nq: w\n\n"))
    #expect(message.text(message.first("x-lab-trace")?.value) == "v")
    #expect(message.text(message.first("Q")?.value) == "w")
  }

  @Test("a status has three digits", arguments: [("200 OK", 200), ("699", 699), ("99 x", nil), ("2000 x", nil)])
  func status(_ line: String, _ status: Int?) throws {
    let message = try #require(Message(lines: "SIP/2.0 \(line)\n\n"))
    #expect(message.status == status)
    #expect(!message.isRequest)
    #expect(message.codes.contains(.statusCode) == (status == nil))
  }
}
