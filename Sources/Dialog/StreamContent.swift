import SIP
import Wire

/// What a TCP stream carries, told by its first bytes: SIP by itself, or on a WebSocket.
enum StreamContent {
  case plain(StreamFramer)
  case webSocket(WebSocketFramer)

  init(at payload: Span<UInt8>) {
    self = WebSocketFramer(at: payload).map { .webSocket($0) } ?? .plain(StreamFramer())
  }

  var transport: Transport {
    switch self {
    case .plain: .tcp
    case .webSocket: .ws
    }
  }

  /// False once it has turned out to be something else.
  var isSIP: Bool {
    switch self {
    case .plain(let framer): framer.isSIP
    case .webSocket(let framer): framer.isWebSocket
    }
  }

  /// How many bytes wait for the rest of their message.
  var held: Int {
    switch self {
    case .plain(let framer): framer.held
    case .webSocket(let framer): framer.held
    }
  }

  /// How many messages were compressed and can't be read.
  var compressed: Int {
    if case .webSocket(let framer) = self { framer.compressed } else { 0 }
  }

  mutating func append(_ bytes: Span<UInt8>, frame: FrameNumber, time: CaptureTime) {
    // Put back in any case: while it is taken out, its buffer has one owner and is not copied.
    switch consume self {
    case .plain(var framer):
      framer.append(bytes, frame: frame, time: time)
      self = .plain(framer)
    case .webSocket(var framer):
      framer.append(bytes, frame: frame, time: time)
      self = .webSocket(framer)
    }
  }

  /// The next message that is complete; nil until more bytes come.
  mutating func next() -> Framed? {
    switch consume self {
    case .plain(var framer):
      let framed = framer.next()
      self = .plain(framer)
      return framed
    case .webSocket(var framer):
      let framed = framer.next()
      self = .webSocket(framer)
      return framed
    }
  }

  /// Says that bytes are missing here.
  mutating func gap() {
    switch consume self {
    case .plain(var framer):
      framer.gap()
      self = .plain(framer)
    case .webSocket(var framer):
      framer.gap()
      self = .webSocket(framer)
    }
  }

  /// Says that no more bytes will come: a message that was begun is handed out as far as it came.
  mutating func end() {
    guard case .plain(var framer) = self else { return }
    framer.end()
    self = .plain(framer)
  }
}
