import Testing
import Wire

@testable import SIP

@Suite("Messages in a stream")
struct StreamFramerTests {
  private static func message(_ name: String, body: String = "", length: String? = nil) -> String {
    "\(name) sip:a@b SIP/2.0\r\nContent-Length: \(length ?? String(body.utf8.count))\r\n\r\n\(body)"
  }

  private func append(_ text: String, frame: Int, to framer: inout StreamFramer) {
    framer.append(Array(text.utf8).span, frame: frame, time: CaptureTime(nanoseconds: Int64(frame) * 10))
  }

  private func drain(_ framer: inout StreamFramer) -> [Framed] {
    var result: [Framed] = []
    while let framed = framer.next() { result.append(framed) }
    return result
  }

  private func text(_ framed: Framed) -> String { String(decoding: framed.bytes, as: UTF8.self) }

  @Test("messages come out the same, however the stream is cut into segments", arguments: [1, 2, 3, 7, 50, 1000])
  func segments(_ size: Int) {
    let messages = [
      Self.message("INVITE", body: "v=0\r\n\r\nINVITE sip:x SIP/2.0\r\n"), Self.message("ACK"),
      Self.message("BYE", body: "x"),
    ]
    let stream = Array(("\r\n\r\n" + messages.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    var framer = StreamFramer()
    var result: [Framed] = []
    for (index, start) in stride(from: 0, to: stream.count, by: size).enumerated() {
      let end = min(start + size, stream.count)
      framer.append(Array(stream[start..<end]).span, frame: index, time: CaptureTime(nanoseconds: Int64(index)))
      result += drain(&framer)
    }
    #expect(result.map(text) == messages)
    #expect(result.allSatisfy { $0.remarks.isEmpty })
    var position = 4
    for (framed, message) in zip(result, messages) {
      let last = (position + message.utf8.count - 1) / size
      #expect(framed.frames == Array(position / size...last))
      #expect(framed.time.nanoseconds == Int64(last))
      position += message.utf8.count + 2
    }
  }

  @Test("a frame that holds several messages is a frame of each")
  func sharedFrame() {
    var framer = StreamFramer()
    append(Self.message("INVITE") + Self.message("ACK") + "BYE sip:a", frame: 1, to: &framer)
    append("@b SIP/2.0\r\nl: 0\r\n\r\n", frame: 2, to: &framer)
    let result = drain(&framer)
    #expect(result.map(\.frames) == [[1], [1], [1, 2]])
    #expect(result.map(\.time.nanoseconds) == [10, 10, 20])
  }

  @Test(
    "a stream that is not SIP is given up at its first line, and keeps nothing",
    arguments: [
      "GET / HTTP/1.1\r\n", "\u{16}\u{3}\u{1}", "\0", "abc\0", "INVITE me to the party\n",
      String(repeating: "a", count: 65_537),
    ]
  )
  func notSIP(_ text: String) {
    var framer = StreamFramer()
    append(text, frame: 1, to: &framer)
    #expect(framer.next() == nil)
    #expect(!framer.isSIP)
    append(Self.message("BYE"), frame: 2, to: &framer)
    #expect(framer.next() == nil)
  }

  @Test("a stream is not given up before its first line is there")
  func notYet() {
    var framer = StreamFramer()
    for part in ["\r\n", "INV", "ITE sip:a@b SI", "P/2.0\r"] {
      append(part, frame: 1, to: &framer)
      #expect(framer.next() == nil)
      #expect(framer.isSIP)
    }
    append("\nl: 0\r\n\r\n", frame: 2, to: &framer)
    #expect(drain(&framer).map(\.frames) == [[1, 2]])
  }

  @Test("behind a gap the next start line is looked for, and what was begun is cut off")
  func gap() {
    var framer = StreamFramer()
    append("INVITE sip:a@b SIP/2.0\r\nl: 100\r\n\r\nv=0", frame: 1, to: &framer)
    #expect(framer.next() == nil)
    framer.gap()
    append("lost line\r\nm=audio\r\n" + Self.message("BYE"), frame: 3, to: &framer)
    let result = drain(&framer)
    #expect(result.map(\.frames) == [[1], [3]])
    #expect(result.map { $0.remarks.map(\.code) } == [[.messageCutOff], [.skippedBytes]])
    #expect(result.last.map(text) == Self.message("BYE"))
  }

  @Test("a stream that begins inside a message is read from its next start line on")
  func beginsInside() {
    var framer = StreamFramer()
    framer.gap()
    append("VITE sip:a@b SIP/2.0 and more\r\n\u{1}\u{2}", frame: 1, to: &framer)
    #expect(framer.next() == nil)
    #expect(framer.isSIP)
    append("\r\n" + Self.message("BYE"), frame: 2, to: &framer)
    #expect(drain(&framer).map(text) == [Self.message("BYE")])
  }

  @Test("a stream that begins anywhere and never comes to SIP is given up too")
  func neverSIP() {
    var framer = StreamFramer()
    framer.gap()
    for frame in 1...200 {
      append(String(repeating: "not sip at all\r\n", count: 64), frame: frame, to: &framer)
      #expect(framer.next() == nil)
    }
    #expect(!framer.isSIP)
  }

  @Test(
    "a wrong length costs one message, not the stream",
    arguments: [
      ("3", "v=0\r\nBYE me\r\n", [Remark.Code.skippedBytes]), ("nonsense", "v=0\r\n", [.skippedBytes]),
      ("1048577", "v=0\r\n", [.skippedBytes]), ("0\r\nContent-Length: 1", "v=0\r\n", [.skippedBytes]),
    ]
  )
  func resynchronise(_ length: String, _ body: String, _ remarks: [Remark.Code]) {
    var framer = StreamFramer()
    append(Self.message("INVITE", body: body, length: length) + Self.message("BYE"), frame: 1, to: &framer)
    let result = drain(&framer)
    #expect(result.count == 2)
    #expect(result.last.map(text) == Self.message("BYE"))
    #expect(result.last?.remarks.map(\.code) == remarks)
    #expect(framer.isSIP)
  }

  @Test("without Content-Length there is no body")
  func noLength() {
    var framer = StreamFramer()
    append("OPTIONS sip:a@b SIP/2.0\r\n\r\n" + Self.message("BYE"), frame: 1, to: &framer)
    let result = drain(&framer)
    #expect(result.map { $0.remarks.map(\.code) } == [[.missingContentLength], []])
  }

  @Test("headers without end are cut off, and the stream goes on")
  func endlessHeaders() {
    var framer = StreamFramer()
    append("INVITE sip:a@b SIP/2.0\r\n", frame: 1, to: &framer)
    var result: [Framed] = []
    for frame in 2...80 {
      append(String(repeating: "X: y\r\n", count: 200), frame: frame, to: &framer)
      result += drain(&framer)
    }
    #expect(result.map { $0.remarks.map(\.code) } == [[.messageTooLong]])
    append("\r\n" + Self.message("BYE"), frame: 81, to: &framer)
    #expect(drain(&framer).map(text) == [Self.message("BYE")])
  }

  @Test("the end of the stream hands out what was begun")
  func end() {
    var framer = StreamFramer()
    append("INVITE sip:a@b SIP/2.0\r\nl: 9\r\n", frame: 1, to: &framer)
    #expect(framer.next() == nil)
    framer.end()
    let result = drain(&framer)
    #expect(result.map(text) == ["INVITE sip:a@b SIP/2.0\r\nl: 9\r\n"])
    #expect(result.first?.remarks.map(\.code) == [.messageCutOff])
    framer.end()
    #expect(framer.next() == nil)
  }

  @Test("a megabyte in segments of one byte is read in linear time")
  func oneByteSegments() {
    var framer = StreamFramer()
    let body = String(repeating: "x", count: 200_000)
    let stream = Array((Self.message("MESSAGE", body: body) + Self.message("BYE")).utf8)
    var result: [Framed] = []
    for byte in stream {
      framer.append([byte].span, frame: 1, time: CaptureTime(nanoseconds: 0))
      while let framed = framer.next() { result.append(framed) }
    }
    #expect(result.map(\.frames) == [[1], [1]])
  }

  @Test("between messages no memory is held, however large they were", arguments: [1, 1000, 100_000])
  func nothingBetweenMessages(_ size: Int) {
    let message = Array(Self.message("INVITE", body: String(repeating: "x", count: 50_000)).utf8)
    var framer = StreamFramer()
    for (index, start) in stride(from: 0, to: message.count, by: size).enumerated() {
      let piece = Array(message[start..<min(start + size, message.count)])
      framer.append(piece.span, frame: index, time: CaptureTime(nanoseconds: 0))
    }
    // What is noted of each segment takes more than its byte.
    #expect(framer.held > (size == 1 ? 20 : 1) * message.count)
    #expect(drain(&framer).count == 1)
    #expect(framer.held == 0)
  }

  @Test("whatever comes, it comes back")
  func noise() {
    var random = Xorshift(seed: 42)
    let pieces = [
      "INVITE sip:a@b SIP/2.0\r\n", "l: 4\r\n", "\r\n", "\n", "l: 99999\r\n", "x", "\0", "abcd", "SIP/2.0 200 OK\n",
    ]
    for _ in 0..<500 {
      var framer = StreamFramer()
      for frame in 0..<30 {
        append(pieces[random.next(below: pieces.count)], frame: frame, to: &framer)
        if random.next(below: 8) == 0 { framer.gap() }
        for framed in drain(&framer) {
          #expect(!framed.frames.isEmpty && !framed.bytes.isEmpty)
        }
      }
      framer.end()
      _ = drain(&framer)
    }
  }
}
