import Testing
import Wire

@testable import SIP

/// SIP on a WebSocket (RFC 6455 section 5, RFC 7118), from streams that are made here.
@Suite("WebSockets")
struct WebSocketFramerTests {
  private static let upgrade = Array("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n".utf8)
  private static let accepted = Array("HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n\r\n".utf8)

  private static func invite(_ length: Int = 0) -> String {
    let head = "INVITE sip:a@b SIP/2.0\r\nCall-ID: 1\r\n\r\n"
    return head + String(repeating: "x", count: max(0, length - head.utf8.count))
  }

  /// A frame as a sender may write it; `width` is that of its length, the shortest when nil.
  private static func frame(
    _ text: String,
    opcode: UInt8 = 1,
    isFinal: Bool = true,
    mask: [UInt8]? = nil,
    reserved: UInt8 = 0,
    width: Int? = nil
  ) -> [UInt8] {
    let payload = Array(text.utf8)
    let extra = width ?? (payload.count < 126 ? 0 : payload.count < 65_536 ? 2 : 8)
    let short: UInt8 = extra == 0 ? UInt8(payload.count) : extra == 2 ? 126 : 127
    let length = (0..<extra).map { UInt8(truncatingIfNeeded: payload.count >> (8 * (extra - 1 - $0))) }
    let start = [(isFinal ? 0x80 : 0) | reserved | opcode, (mask == nil ? 0 : 0x80) | short] + length
    guard let mask else { return start + payload }
    return start + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
  }

  private static func socket(_ stream: [UInt8]) -> WebSocketFramer? { WebSocketFramer(at: stream.span) }

  /// The messages of a stream that comes in pieces of `size` bytes, one frame of the capture each.
  private func messages(_ stream: [UInt8], size: Int = .max) -> [String] {
    guard var framer = Self.socket(Array(stream.prefix(size))) else { return ["none"] }
    var texts: [String] = []
    var frame = 0
    for start in stride(from: 0, to: stream.count, by: min(size, stream.count)) {
      frame += 1
      let piece = Array(stream[start..<min(stream.count, start + min(size, stream.count))])
      framer.append(piece.span, frame: frame, time: CaptureTime(nanoseconds: Int64(frame)))
      while let framed = framer.next() {
        texts.append(String(decoding: framed.bytes, as: UTF8.self))
        #expect(framed.frames == framed.frames.sorted() && !framed.frames.isEmpty)
      }
    }
    return framer.isWebSocket ? texts : texts + ["given up"]
  }

  @Test(
    "each width of the length, masked or not",
    arguments: [40, 125, 126, 127, 65_535, 65_536, 200_000],
    [nil, [0, 0, 0, 0], [0xA5, 0x5A, 0xFF, 1]] as [[UInt8]?]
  )
  func lengths(_ length: Int, _ mask: [UInt8]?) {
    let text = Self.invite(length)
    #expect(messages(Self.upgrade + Self.frame(text, mask: mask)) == [text])
  }

  @Test("a short message with a long length, which senders should not write", arguments: [2, 8])
  func wideLengths(_ width: Int) {
    #expect(messages(Self.accepted + Self.frame(Self.invite(), width: width)) == [Self.invite()])
  }

  @Test("in segments of any size", arguments: [Self.upgrade.count, 64, 100, 333])
  func segments(_ size: Int) {
    let text = Self.invite(300)
    let stream = Self.upgrade + Self.frame(text, mask: [1, 2, 3, 4]) + Self.frame("\r\n\r\n") + Self.frame(text)
    #expect(messages(stream, size: size) == [text, text])
  }

  @Test("in pieces, with control frames between them")
  func pieces() {
    let text = Self.invite(90)
    let (one, two, three) = (String(text.prefix(20)), String(text.dropFirst(20).prefix(30)), String(text.dropFirst(50)))
    for mask in [nil, [9, 8, 7, 6]] as [[UInt8]?] {
      let stream =
        Self.frame(one, isFinal: false, mask: mask) + Self.frame("ping", opcode: 9, mask: mask)
        + Self.frame(two, opcode: 0, isFinal: false, mask: mask) + Self.frame("", opcode: 10, mask: mask)
        + Self.frame(three, opcode: 0, isFinal: false, mask: mask) + Self.frame("", opcode: 0, mask: mask)
        + Self.frame(text, opcode: 2, mask: mask) + Self.frame("\u{3}\u{E8}bye", opcode: 8, mask: mask)
      #expect(messages(Self.accepted + stream) == [text, text])
    }
  }

  @Test("without its upgrade, a stream is known by a frame with SIP in it")
  func captureThatBeginsWithin() {
    let stream = Self.frame(Self.invite(), mask: [1, 2, 3, 4]) + Self.frame(Self.invite(300), mask: [4, 3, 2, 1])
    #expect(messages(stream) == [Self.invite(), Self.invite(300)])
    #expect(messages(stream, size: 60) == [Self.invite(), Self.invite(300)])
    // The first piece of a message in several frames.
    let text = Self.invite(200)
    let pieces = Self.frame(String(text.prefix(60)), isFinal: false) + Self.frame(String(text.dropFirst(60)), opcode: 0)
    #expect(messages(pieces) == [text])
  }

  @Test("behind a gap the next frame with SIP in it is found")
  func gap() throws {
    let text = Self.invite()
    var framer = try #require(Self.socket(Self.upgrade))
    let pieces: [[UInt8]] = [
      Self.upgrade + Self.frame(text), Array(Self.frame(text).dropFirst(9)), Self.frame("\r\n"), Self.frame(text),
    ]
    var count = 0
    for (index, piece) in pieces.enumerated() {
      if index == 1 { framer.gap() }
      framer.append(piece.span, frame: index + 1, time: CaptureTime(nanoseconds: 0))
      while let framed = framer.next() {
        count += 1
        #expect(framed.frames == [count == 1 ? 1 : 4])
      }
    }
    #expect(count == 2)
  }

  @Test("what is compressed is counted")
  func compressed() throws {
    let stream = Self.upgrade + Self.frame("\u{1}\u{2}\u{3}", reserved: 0x40) + Self.frame(Self.invite())
    var framer = try #require(Self.socket(stream))
    framer.append(stream.span, frame: 1, time: CaptureTime(nanoseconds: 0))
    #expect(framer.next().map { String(decoding: $0.bytes, as: UTF8.self) } == Self.invite())
    #expect(framer.compressed == 1)
  }

  @Test(
    "what is none",
    arguments: [
      "INVITE sip:a@b SIP/2.0\r\n\r\n", "POST / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", "", "\u{1}", "\u{81}",
    ]
  )
  func none(_ text: String) {
    #expect(WebSocketFramer(at: Array(text.unicodeScalars.map { UInt8($0.value) }).span) == nil)
  }

  @Test("another service of HTTP is given up at the end of its head; so is a head without end")
  func otherServices() {
    #expect(messages(Array("GET /index.html HTTP/1.1\r\nHost: a\r\n\r\n".utf8)) == ["given up"])
    #expect(messages(Array("GET /".utf8) + Array(repeating: 0x61, count: 70_000), size: 1000).last == "given up")
    // Byte by byte the same, without looking at all of it again for each.
    var framer = Self.socket(Array("GET /".utf8))
    framer?.append(Array("GET /".utf8).span, frame: 1, time: CaptureTime(nanoseconds: 0))
    for frame in 2...66_000 {
      framer?.append([0x61].span, frame: frame, time: CaptureTime(nanoseconds: 0))
      _ = framer?.next()
    }
    #expect(framer?.isWebSocket == false && framer?.held == 0)
  }

  @Test("an upgrade whose end comes in pieces", arguments: 1...8)
  func handshakeInPieces(_ size: Int) throws {
    var framer = try #require(Self.socket(Self.upgrade))
    let stream = Self.upgrade + Self.frame(Self.invite())
    var count = 0
    for start in stride(from: 0, to: stream.count, by: size) {
      let piece = Array(stream[start..<min(stream.count, start + size)])
      framer.append(piece.span, frame: start + 1, time: CaptureTime(nanoseconds: 0))
      while framer.next() != nil { count += 1 }
    }
    #expect(count == 1)
  }

  @Test("a frame that claims more than a megabyte, and messages without end, keep no memory")
  func floods() throws {
    let claim: [UInt8] = [0x81, 127, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF]
    #expect(messages(Self.upgrade + claim + Array(repeating: 0x61, count: 100_000), size: 1000).isEmpty)
    let endless = Self.frame(String(repeating: "x", count: 60_000), opcode: 0, isFinal: false)
    var framer = try #require(Self.socket(Self.upgrade))
    framer.append((Self.upgrade + Self.frame("x", isFinal: false)).span, frame: 1, time: CaptureTime(nanoseconds: 0))
    for frame in 2...60 {
      framer.append(endless.span, frame: frame, time: CaptureTime(nanoseconds: 0))
      #expect(framer.next() == nil)
      // Arrays double when they grow.
      #expect(framer.held <= 2 << 20)
    }
  }
}
