import Testing
import Wire

@testable import SIP

@Suite("Bodies")
struct MultipartTests {
  private func message(_ type: String, _ body: String) throws -> Message {
    try #require(Message(lines: "INVITE sip:a@b SIP/2.0\n\(type)\n\n\(body)"))
  }

  @Test("a plain body is one part, an empty one none")
  func plain() throws {
    let sdp = try message("c: Application/SDP;x=y", "v=0\n")
    #expect(sdp.bodyParts.map { sdp.text($0.content) } == ["v=0\r\n"])
    #expect(sdp.text(sdp.sessionDescription) == "v=0\r\n")
    #expect(try message("c: application/sdp", "").bodyParts.isEmpty)
    let untold = try message("X: y", "v=0\n")
    #expect(untold.bodyParts.count == 1 && untold.sessionDescription == nil)
  }

  @Test("the SDP is found in a multipart, preamble and epilogue left out")
  func multipart() throws {
    let message = try message(
      "Content-Type: multipart/mixed; boundary=\"a b\"",
      "preamble\n--a b\nContent-Type: text/plain\n\nhello\n\n--a b  \nc: application/sdp\n\nv=0\no=x\n--a b--\nepilogue"
    )
    #expect(message.bodyParts.map { message.text($0.content) } == ["hello\r\n", "v=0\r\no=x"])
    #expect(message.text(message.sessionDescription) == "v=0\r\no=x")
  }

  @Test("nested multiparts are opened, however deep is deep enough")
  func nested() throws {
    let inner = "--i\nc: text/plain\n\n1\n--i\n\n2\n--i--"
    let message = try message(
      "c: multipart/mixed;boundary=o",
      "--o\nc: multipart/alternative;boundary=i\n\n\(inner)\n--o--"
    )
    #expect(message.bodyParts.map { message.text($0.content) } == ["1", "2"])
    #expect(message.bodyParts.map(\.headers.count) == [1, 0])
  }

  @Test("a multipart whose end was cut off gives what is there")
  func cutOff() throws {
    let message = try message("c: multipart/mixed;boundary=o", "--o\n\n1\n--o\nc: application/sdp\n\nv=0")
    #expect(message.bodyParts.map { message.text($0.content) } == ["1", "v=0"])
  }

  @Test(
    "what can't be taken apart stays whole",
    arguments: ["multipart/mixed", "multipart/mixed;boundary=", "multipart/mixed;boundary=other"]
  )
  func whole(_ type: String) throws {
    let message = try message("c: \(type)", "--o\n\n1\n--o--")
    #expect(message.bodyParts.map(\.content) == [message.body])
  }

  @Test("a longer boundary that begins alike is another one")
  func similarBoundary() throws {
    let message = try message("c: multipart/mixed;boundary=o", "--o\n\n1\n--oo\n2\n--o-\n3\n--o--")
    #expect(message.bodyParts.map { message.text($0.content) } == ["1\r\n--oo\r\n2\r\n--o-\r\n3"])
  }
}
