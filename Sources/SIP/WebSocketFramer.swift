package import Wire

/// Takes SIP messages out of one direction of a WebSocket (RFC 7118): each message of the socket is one of SIP.
///
/// Works as `StreamFramer` does: feed it with `append`, take out with `next` until that gives nil.
package struct WebSocketFramer: Sendable {
  /// False once the stream has turned out to carry something else; nothing is kept of it from then on.
  package private(set) var isWebSocket = true
  /// How many messages an extension has packed, so that they can't be read.
  package private(set) var compressed = 0

  /// The longest message, in bytes.
  static let longestMessage = 1 << 20
  /// The longest upgrade of HTTP in front, in bytes.
  private static let longestHandshake = 64 << 10

  private enum Stage {
    /// In the request or response of HTTP that opens the socket.
    case handshake
    case frames
    /// Behind a gap: a segment that begins with a frame of SIP is waited for.
    case seeking
  }

  private var stage: Stage
  private var buffer: [UInt8] = []
  /// The first byte of the buffer that was not taken.
  private var head = 0
  /// In front of this byte the head of HTTP does not end.
  private var scanned = 0
  private var ledger = FrameLedger()
  /// The pieces of a message that is not complete yet.
  private var message: [UInt8] = []
  private var frames: [FrameNumber] = []
  private var isCompressed = false

  /// A framer for a stream that begins with `bytes`; nil when they begin no WebSocket.
  package init?(at bytes: Span<UInt8>) {
    // Asked for each segment of a stream whose beginning is missing: most are told by their first byte.
    guard !bytes.isEmpty, [0x01, 0x02, 0x81, 0x82, 0x47, 0x48].contains(bytes[0]) else { return nil }
    let start = [UInt8](copying: bytes)
    if start.starts(with: "GET ".utf8) || start.starts(with: "HTTP/1.1 101".utf8) {
      stage = .handshake
    } else if Self.beginsWithSIP(start[...]) {
      stage = .frames
    } else {
      return nil
    }
  }

  /// What is kept takes so much memory, in bytes.
  package var held: Int {
    buffer.capacity + message.capacity + frames.capacity * MemoryLayout<FrameNumber>.stride + ledger.held
  }

  /// Takes the next bytes of the stream.
  ///
  /// - Parameters:
  ///   - bytes: what follows the bytes of the last call.
  ///   - frame: the frame that brought them.
  ///   - time: when it did.
  package mutating func append(_ bytes: Span<UInt8>, frame: FrameNumber, time: CaptureTime) {
    guard isWebSocket, !bytes.isEmpty else { return }
    let fresh = [UInt8](copying: bytes)
    if stage == .seeking {
      guard Self.beginsWithSIP(fresh[...]) else { return }
      stage = .frames
    }
    buffer += fresh
    ledger.append(bytes.count, frame: frame, time: time)
  }

  /// The next message that is complete; nil until more bytes come.
  package mutating func next() -> Framed? {
    if isWebSocket, stage == .handshake { passHandshake() }
    while isWebSocket, stage == .frames {
      guard case .frame(let frame) = WebSocketFrame.find(in: buffer[head...]) else {
        if case .none = WebSocketFrame.find(in: buffer[head...]) { loseTrack() }
        break
      }
      let length = frame.headerLength + frame.length
      guard buffer.count - head >= length else { break }
      let payload = frame.payload(in: buffer[head...])
      head += length
      let (numbers, time) = ledger.take(length)
      if let framed = take(frame, payload, numbers, time) { return framed }
    }
    // Once for all frames that were taken, or many small ones would be moved many times.
    if head > 0 { buffer = Array(buffer[head...]) }
    head = 0
    return nil
  }

  /// Says that bytes are missing here: what was begun is lost.
  package mutating func gap() {
    // A stream that begins with the upgrade has lost nothing, even where its SYN was not captured.
    guard stage != .handshake || !buffer.isEmpty else { return }
    loseTrack()
  }

  /// Adds a frame to its message; gives the message when it is whole and one of SIP.
  private mutating func take(
    _ frame: WebSocketFrame,
    _ payload: [UInt8],
    _ numbers: [FrameNumber],
    _ time: CaptureTime
  ) -> Framed? {
    // A ping may stand between the pieces of a message (RFC 6455 section 5.4).
    guard !frame.isControl else { return nil }
    if frame.opcode != 0 {
      message = []
      frames = []
      isCompressed = frame.isExtended
    }
    message += payload
    for number in numbers where frames.last != number { frames.append(number) }
    // Pieces may be empty: what counts them is bounded as well.
    guard message.count + frames.count <= Self.longestMessage else {
      loseTrack()
      return nil
    }
    guard frame.isFinal else { return nil }
    defer {
      message = []
      frames = []
    }
    if isCompressed { compressed += 1 }
    // Two line ends keep the socket open (RFC 7118 section 6).
    guard !isCompressed, SIPRecognition.looksLikeSIP(message.span) else { return nil }
    return Framed(bytes: message, frames: frames, time: time, remarks: [])
  }

  /// Passes the head of HTTP, once it is whole; the stream is given up when it opens no WebSocket.
  private mutating func passHandshake() {
    let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
    guard let start = buffer.indices.dropLast(3)[scanned...].first(where: { buffer[$0...].starts(with: end) }) else {
      scanned = max(0, buffer.count - 3)
      if buffer.count > Self.longestHandshake { giveUp() }
      return
    }
    let text = String(decoding: buffer[..<start], as: UTF8.self).lowercased()
    guard text.contains("upgrade: websocket") else { return giveUp() }
    ledger.drop(start + end.count)
    head = start + end.count
    stage = .frames
  }

  private mutating func loseTrack() {
    buffer = []
    head = 0
    message = []
    frames = []
    ledger = FrameLedger()
    if stage == .handshake { giveUp() } else { stage = .seeking }
  }

  private mutating func giveUp() {
    isWebSocket = false
    buffer = []
    head = 0
    ledger = FrameLedger()
  }

  /// Whether a frame of text or bytes stands at the front, with a message of SIP in it.
  private static func beginsWithSIP(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard case .frame(let frame) = WebSocketFrame.find(in: bytes), frame.opcode == 1 || frame.opcode == 2,
      !frame.isExtended
    else { return false }
    return SIPRecognition.looksLikeSIP(frame.payload(in: bytes).span)
  }
}
