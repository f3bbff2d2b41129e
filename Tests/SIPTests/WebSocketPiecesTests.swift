import SIP
import Testing
import Wire

/// A WebSocket that comes in pieces of any size.
struct WebSocketPiecesTests {
  private static let upgrade = Array("GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n".utf8)
  private static let options = Array("OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 1\r\n\r\n".utf8)

  /// Pings between, and inside, messages of two frames each.
  private static func socket(messages: Int) -> [UInt8] {
    let half = options.count / 2
    let first = [0x01, UInt8(half)] + options[..<half]
    let second = [0x80, UInt8(options.count - half)] + options[half...]
    let message = [0x89, 0] + first + [0x89, 0, 0x8A, 0] + second
    return (0..<messages).flatMap { _ in message }
  }

  private static func heard(_ bytes: [UInt8], pieces size: Int) -> (messages: Int, held: Int) {
    var count = 0
    let start = Array(bytes.prefix(size))
    guard var framer = WebSocketFramer(at: start.span) else { return (-1, 0) }
    for (frame, start) in stride(from: 0, to: bytes.count, by: size).enumerated() {
      let piece = Array(bytes[start..<min(bytes.count, start + size)])
      framer.append(piece.span, frame: frame + 1, time: CaptureTime(nanoseconds: 0))
      while let framed = framer.next() { if framed.bytes == options { count += 1 } }
    }
    return (count, framer.held)
  }

  @Test(arguments: [4, 7, 40, 1000, 100_000]) func aMessageComesWhole(size: Int) {
    let (messages, held) = Self.heard(Self.upgrade + Self.socket(messages: 500), pieces: size)
    #expect(messages == 500 && held == 0)
  }

  @Test func piecesWithoutBytesAreBounded() {
    let start: [UInt8] = [0x01, UInt8(Self.options.count)] + Self.options
    var framer = WebSocketFramer(at: start.span)
    framer?.append(start.span, frame: 1, time: CaptureTime(nanoseconds: 0))
    #expect(framer?.next() == nil)
    let empty: [UInt8] = [0x00, 0x00]
    for frame in 2..<1_100_000 where framer?.held != 0 {
      framer?.append(empty.span, frame: frame, time: CaptureTime(nanoseconds: 0))
      _ = framer?.next()
    }
    #expect(framer?.held == 0)
  }
}
