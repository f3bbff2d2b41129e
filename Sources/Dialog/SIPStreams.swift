import Diagnostics
import SIP
import Wire

/// Cuts TCP streams into SIP messages, by themselves or on a WebSocket, and forgets the streams that are no SIP.
struct SIPStreams {
  /// How much memory may be taken by what waits for the rest of its message, in all streams together, in bytes.
  static let byteLimit = 64 << 20

  /// A message that came out of a stream.
  struct Heard {
    let framed: Framed
    let arrival: Arrival
  }

  private var framers: [StreamID: StreamContent] = [:]
  private var notSIP: Set<StreamID> = []
  private var held = 0
  /// What was found to be TLS.
  private var encrypted = EncryptedStreams()
  /// How many messages of WebSockets were compressed, and the frame that brought the first.
  private var compressed: (count: Int, first: FrameNumber) = (0, 0)
  /// How often a stream had to give up what it had begun, and where first.
  private var crowdedOut: (count: Int, first: FrameNumber) = (0, 0)

  /// Takes the next bytes of a stream.
  ///
  /// - Returns: the messages that they complete.
  mutating func take(_ payload: Span<UInt8>, of stream: StreamID, at segment: Arrival, afterGap: Bool) -> [Heard] {
    guard !notSIP.contains(stream) else { return [] }
    // Taken out while it works, so that its buffer is not copied for having two owners.
    guard var framer = framers.removeValue(forKey: stream) ?? open(stream, with: payload, at: segment) else {
      notSIP.insert(stream)
      return []
    }
    held -= framer.held
    let packed = framer.compressed
    if afterGap { framer.gap() }
    framer.append(payload, frame: segment.frame, time: segment.time)
    var heard = Self.messages(of: &framer, stream)
    if held + framer.held > Self.byteLimit {
      framer.gap()
      heard += Self.messages(of: &framer, stream)
      Self.count(1, &crowdedOut, at: segment.frame)
    }
    Self.count(framer.compressed - packed, &compressed, at: segment.frame)
    guard framer.isSIP else {
      notSIP.insert(stream)
      return heard
    }
    held += framer.held
    framers[stream] = framer
    return heard
  }

  /// The stream is over.
  ///
  /// - Returns: the message that it was cut off in, as far as it came.
  mutating func end(_ stream: StreamID) -> [Heard] {
    notSIP.remove(stream)
    encrypted.end(stream)
    guard var framer = framers.removeValue(forKey: stream) else { return [] }
    held -= framer.held
    framer.end()
    return Self.messages(of: &framer, stream)
  }

  /// What could not be read, one warning for each cause.
  func findings(of capture: String) -> Findings {
    var findings = Findings()
    if let first = encrypted.first {
      findings.warning("encrypted", encrypted.message, at: Location(capture: capture, frame: first))
    }
    if compressed.count > 0 {
      findings.warning(
        "websocket-compressed",
        "messages of a WebSocket skipped, as they are compressed: \(compressed.count), first frame \(compressed.first); "
          + "switch permessage-deflate off to record them",
        at: Location(capture: capture, frame: compressed.first)
      )
    }
    if crowdedOut.count > 0 {
      findings.warning(
        "stream-memory",
        "messages on TCP cut off, as more than \(Self.byteLimit >> 20) MB waited for their ends: \(crowdedOut.count), "
          + "first frame \(crowdedOut.first)",
        at: Location(capture: capture, frame: crowdedOut.first)
      )
    }
    return findings
  }

  /// Nil when nothing of the stream can be read.
  private mutating func open(_ stream: StreamID, with payload: Span<UInt8>, at segment: Arrival) -> StreamContent? {
    if TLSRecord.begins(payload) {
      encrypted.note(stream, at: segment.frame)
      return nil
    }
    return StreamContent(at: payload)
  }

  private static func count(_ number: Int, _ tally: inout (count: Int, first: FrameNumber), at frame: FrameNumber) {
    guard number > 0 else { return }
    if tally.count == 0 { tally.first = frame }
    tally.count += number
  }

  private static func messages(of framer: inout StreamContent, _ stream: StreamID) -> [Heard] {
    var heard: [Heard] = []
    while let framed = framer.next() {
      guard let first = framed.frames.first else { continue }
      let arrival = Arrival(
        time: framed.time,
        frame: first,
        source: stream.source,
        destination: stream.destination,
        transport: framer.transport
      )
      heard.append(Heard(framed: framed, arrival: arrival))
    }
    return heard
  }
}
