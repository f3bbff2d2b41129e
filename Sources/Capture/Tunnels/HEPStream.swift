internal import Wire

/// The messages of HEP on a TCP stream, one behind the other.
struct HEPStream {
  private var buffer: [UInt8] = []

  /// What waits for the rest of its message takes so much memory, in bytes; a message has at most 65535.
  var waiting: Int { buffer.capacity }

  /// Whether `payload`, at the beginning of a stream or behind a gap, is the beginning of a message.
  static func begins(_ payload: Octets) -> Bool {
    guard payload.count >= 6, let length = HEP.length(of: payload[0..<6].copied()[...]) else { return false }
    return length > 0
  }

  /// Takes the next bytes of the stream.
  ///
  /// - Parameters:
  ///   - payload: the bytes.
  ///   - segment: what brought them.
  ///   - afterGap: whether bytes in front of them are missing.
  ///   - outlet: gets the messages that they complete.
  mutating func take(_ payload: Octets, of segment: Segment, afterGap: Bool, to outlet: inout Outlet) {
    if afterGap { drop(at: segment.frame, to: &outlet) }
    guard !buffer.isEmpty || Self.begins(payload) else {
      return outlet.losses.count(.hepMessage, frame: segment.frame)
    }
    buffer += payload.copied()
    var start = 0
    while start < buffer.count, let length = HEP.length(of: buffer[start...]) {
      guard length > 0 else {
        buffer.removeFirst(start)
        return drop(at: segment.frame, to: &outlet)
      }
      guard start + length <= buffer.count else { break }
      Array(buffer[start..<(start + length)]).withOctets { Self.send($0, of: segment, to: &outlet) }
      start += length
    }
    // A new one, since what is emptied keeps its memory, and there may be many streams.
    if start > 0 { buffer = Array(buffer[start...]) }
  }

  /// Gives up what waits.
  mutating func drop(at frame: FrameNumber, to outlet: inout Outlet) {
    guard !buffer.isEmpty else { return }
    outlet.losses.count(.hepMessage, frame: frame)
    buffer = []
  }

  private static func send(_ message: Octets, of segment: Segment, to outlet: inout Outlet) {
    var packet = Packet(octets: message, length: message.count, time: segment.time, frame: segment.frame)
    switch HEP.decode(&packet) {
    case .datagram(let source, let destination, let transport):
      outlet.send(datagram: packet, from: source, to: destination, over: transport)
    case .lost(let loss): outlet.losses.count(loss, frame: segment.frame)
    default: break
    }
  }
}
