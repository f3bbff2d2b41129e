import Dialog
import Wire

/// Traffic as a capture would deliver it, one frame after another, 10 ms apart.
final class Tape {
  private let recorder: CallRecorder
  private var frame = 0
  private var milliseconds = 0
  private var streams: Set<StreamID> = []

  static let alice = "192.0.2.10:5060"
  static let bob = "198.51.100.20:5060"
  static let proxy = "203.0.113.5:5060"

  init(sipPort: UInt16? = nil, keeping selection: Selection = .all) {
    recorder = CallRecorder(capture: "tape.pcap", sipPort: sipPort, selection: selection)
  }

  /// An endpoint from `192.0.2.10:5060` or `[2001:db8::1]:5060`.
  static func endpoint(_ text: String) -> Endpoint {
    let words = text.split(separator: ":", omittingEmptySubsequences: false)
    let host = words.dropLast().joined(separator: ":").filter { $0 != "[" && $0 != "]" }
    return Endpoint(address: IPAddress(host) ?? IPAddress(v4: 0), port: words.last.flatMap { UInt16($0) } ?? 0)
  }

  /// A datagram; gives back its frame.
  ///
  /// `at` is in milliseconds; when it is nil the datagram comes in its turn.
  @discardableResult
  func send(
    _ payload: [UInt8],
    from source: String = alice,
    to destination: String = bob,
    at time: Int? = nil,
    missing: Int = 0
  ) -> Int {
    let arrival = next(source, destination, at: time, .udp)
    recorder.receive(datagram: arrival, payload: payload.span, missing: missing)
    return arrival.frame
  }

  @discardableResult
  func send(_ message: String, from source: String = alice, to destination: String = bob, at time: Int? = nil) -> Int {
    send(Array(message.utf8), from: source, to: destination, at: time)
  }

  /// From the callee to the caller.
  @discardableResult
  func answer(_ message: String, from source: String = bob, to destination: String = alice, at time: Int? = nil) -> Int
  {
    send(message, from: source, to: destination, at: time)
  }

  /// The next bytes of one direction of a TCP connection.
  @discardableResult
  func write(
    _ text: some StringProtocol,
    from source: String = alice,
    to destination: String = bob,
    afterGap: Bool = false,
    connection: Int = 1
  ) -> Int {
    let arrival = next(source, destination, at: nil, .tcp)
    let stream = StreamID(source: arrival.source, destination: arrival.destination, ordinal: connection)
    streams.insert(stream)
    recorder.receive(segment: arrival, of: stream, payload: Array(text.utf8).span, afterGap: afterGap)
    return arrival.frame
  }

  /// A packet of RTP (RFC 3550 section 5.1).
  @discardableResult
  func rtp(
    from source: String,
    to destination: String,
    type: UInt8 = 0,
    ssrc: UInt8 = 1,
    at time: Int? = nil,
    missing: Int = 0
  ) -> Int {
    send(
      [0x80, type, 0, UInt8(truncatingIfNeeded: frame), 0, 0, 0, 1, 0, 0, 0, ssrc] + Array(repeating: 0xFF, count: 20),
      from: source,
      to: destination,
      at: time,
      missing: missing
    )
  }

  func finish() -> Recording {
    for stream in streams { recorder.ended(stream: stream) }
    return recorder.finish()
  }

  /// The first of the calls.
  var call: Call? { finish().calls.first }

  private func next(_ source: String, _ destination: String, at time: Int?, _ transport: Transport) -> Arrival {
    frame += 1
    milliseconds += 10
    let moment = Int64(time ?? milliseconds) * 1_000_000 + 1_700_000_000_000_000_000
    return Arrival(
      time: CaptureTime(nanoseconds: moment),
      frame: frame,
      source: Self.endpoint(source),
      destination: Self.endpoint(destination),
      transport: transport
    )
  }
}
