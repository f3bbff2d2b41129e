import SIP
import Wire

/// Cuts TCP streams into SIP messages, and forgets the streams that are no SIP.
struct SIPStreams {
  /// A message that came out of a stream.
  struct Heard {
    let framed: Framed
    let arrival: Arrival
    /// Whether bytes in front of it were never captured.
    let followsGap: Bool
  }

  /// The most bytes that may wait in all streams together.
  static let byteLimit = 64 << 20

  private struct Listener {
    var framer = StreamFramer()
    var hasGap = false
  }

  private var listeners: [StreamID: Listener] = [:]
  /// How many bytes wait in all of them for the rest of their message.
  private var waiting = 0
  private var notSIP: Set<StreamID> = []

  /// Takes the next bytes of a stream.
  ///
  /// - Returns: the messages that they complete.
  mutating func take(_ payload: Span<UInt8>, of stream: StreamID, at segment: Arrival, afterGap: Bool) -> [Heard] {
    guard !notSIP.contains(stream) else { return [] }
    // Taken out while it works, so that its buffer is not copied for having two owners.
    var listener = listeners.removeValue(forKey: stream) ?? Listener()
    waiting -= listener.framer.waiting
    if afterGap {
      listener.framer.gap()
      listener.hasGap = true
    }
    listener.framer.append(payload, frame: segment.frame, time: segment.time)
    var heard = Self.messages(of: &listener, stream)
    if waiting + listener.framer.waiting > Self.byteLimit {
      listener.framer.gap()
      heard += Self.messages(of: &listener, stream)
    }
    waiting += listener.framer.waiting
    if listener.framer.isSIP { listeners[stream] = listener } else { notSIP.insert(stream) }
    return heard
  }

  /// The stream is over.
  ///
  /// - Returns: the message that it was cut off in, as far as it came.
  mutating func end(_ stream: StreamID) -> [Heard] {
    notSIP.remove(stream)
    guard var listener = listeners.removeValue(forKey: stream) else { return [] }
    waiting -= listener.framer.waiting
    listener.framer.end()
    return Self.messages(of: &listener, stream)
  }

  private static func messages(of listener: inout Listener, _ stream: StreamID) -> [Heard] {
    var heard: [Heard] = []
    while let framed = listener.framer.next() {
      guard let first = framed.frames.first else { continue }
      let arrival = Arrival(
        time: framed.time,
        frame: first,
        source: stream.source,
        destination: stream.destination,
        transport: .tcp
      )
      heard.append(Heard(framed: framed, arrival: arrival, followsGap: listener.hasGap))
      listener.hasGap = false
    }
    return heard
  }
}
