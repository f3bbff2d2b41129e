import SDP
import SIP
import Wire

/// Knows every media address that an SDP of the capture announced, and counts the packets that belong to them.
///
/// A packet belongs to whoever sent it, so it is looked up by where it went: what arrives at the caller's announced
/// address is the callee's, whichever address it came from. Only when nobody announced the destination (it was
/// rewritten on the way) does the source decide.
struct MediaWatch {
  /// What a stream is known by until the calls are put together.
  struct Stream {
    let call: Int
    let leg: Int
    let sender: PartyRole
    let line: Int
    let kind: String
    var flows: [Flow] = []
    /// When the call ended; packets may straggle in for a moment after it.
    var closed: CaptureTime?
  }

  private(set) var streams: [Stream] = []
  private var byDestination: [Endpoint: Listeners] = [:]
  private var bySource: [Endpoint: Listeners] = [:]
  private var byLine: [Line: Int] = [:]

  /// How long after the end of its call a packet still counts.
  private static let straggling = Duration.seconds(5)
  /// More flows than this in one stream are no media but somebody's scan of ports.
  private static let mostFlows = 64

  /// The streams that listen on one endpoint; a proxy that forwards an SDP makes several legs share it.
  private struct Listeners {
    var first: Int
    var others: [Int] = []
  }

  private struct Line: Hashable {
    let call: Int
    let leg: Int
    let sender: PartyRole
    let line: Int
  }

  /// Takes the addresses that `session` announces for its sender.
  ///
  /// - Parameters:
  ///   - session: an offer or an answer.
  ///   - call: the number of the call.
  ///   - leg: its leg, counted from 0.
  ///   - sender: who sent the SDP, and so will receive the media.
  ///   - host: where the SDP came from: stands in for an address that it hides (a host name, a NAT).
  /// - Returns: the streams that now listen.
  mutating func announce(
    _ session: SessionDescription, call: Int, leg: Int, sender: PartyRole, host: IPAddress
  ) -> [Int] {
    var listening: [Int] = []
    for (line, media) in session.media.enumerated() {
      guard let port = media.portNumber, port != 0 else { continue }
      let announced = session.connection(for: media)?.ip
      if let announced, announced.isUnspecified { continue }
      // What arrives here was sent by the other party.
      let stream = self.stream(
        of: Line(call: call, leg: leg, sender: sender.other, line: line + 1),
        kind: session.bytes.text(media.kind))
      let own = self.stream(
        of: Line(call: call, leg: leg, sender: sender, line: line + 1), kind: session.bytes.text(media.kind))
      for address in Set([announced ?? host, host]) {
        let endpoint = Endpoint(address: address, port: port)
        let isCertain = address == announced ?? host
        Self.listen(stream, at: endpoint, in: &byDestination, of: streams, replacing: isCertain)
        Self.listen(own, at: endpoint, in: &bySource, of: streams, replacing: isCertain)
      }
      listening += [stream, own]
    }
    return listening
  }

  /// Counts a datagram when it belongs to a stream.
  ///
  /// - Returns: whether it did.
  mutating func count(_ datagram: Arrival, payload: Span<UInt8>, missing: Int) -> Bool {
    guard let listeners = byDestination[datagram.destination] ?? bySource[datagram.source] else { return false }
    count(datagram, payload: payload, missing: missing, in: listeners.first)
    for stream in listeners.others { count(datagram, payload: payload, missing: missing, in: stream) }
    return true
  }

  /// Ends the listening of a call's streams at `time`.
  mutating func close(_ ended: [Int], at time: CaptureTime) {
    for stream in ended where streams[stream].closed == nil { streams[stream].closed = time }
  }

  /// A re-INVITE or a retransmission shows that the streams are still alive.
  mutating func reopen(_ listening: [Int]) {
    for stream in listening { streams[stream].closed = nil }
  }

  private mutating func stream(of line: Line, kind: String) -> Int {
    if let known = byLine[line] { return known }
    streams.append(Stream(call: line.call, leg: line.leg, sender: line.sender, line: line.line, kind: kind))
    byLine[line] = streams.count - 1
    return streams.count - 1
  }

  /// Another call that announces the same endpoint takes it over; another leg of the same call shares it.
  private static func listen(
    _ stream: Int, at endpoint: Endpoint, in table: inout [Endpoint: Listeners], of streams: [Stream],
    replacing isCertain: Bool
  ) {
    guard var known = table[endpoint] else {
      table[endpoint] = Listeners(first: stream)
      return
    }
    guard known.first != stream, !known.others.contains(stream) else { return }
    if streams[known.first].call == streams[stream].call {
      guard isCertain else { return }
      known.others.append(stream)
      table[endpoint] = known
    } else if isCertain || streams[known.first].closed != nil {
      table[endpoint] = Listeners(first: stream)
    }
  }

  private mutating func count(_ datagram: Arrival, payload: Span<UInt8>, missing: Int, in stream: Int) {
    if let closed = streams[stream].closed, datagram.time.since(closed) > Self.straggling { return }
    guard let flow = flow(of: datagram, in: stream) else { return }
    streams[stream].flows[flow].count(payload, missing: missing, frame: datagram.frame, time: datagram.time)
  }

  private mutating func flow(of datagram: Arrival, in stream: Int) -> Int? {
    let flows = streams[stream].flows
    if let last = flows.lastIndex(where: { $0.source == datagram.source && $0.destination == datagram.destination }) {
      return last
    }
    guard flows.count < Self.mostFlows else { return nil }
    streams[stream].flows.append(
      Flow(source: datagram.source, destination: datagram.destination, frame: datagram.frame, time: datagram.time))
    return flows.count
  }
}

extension Flow {
  /// A flow without packets. Until its call is put together its times are nanoseconds since 1970.
  fileprivate init(source: Endpoint, destination: Endpoint, frame: FrameNumber, time: CaptureTime) {
    self.source = source
    self.destination = destination
    firstFrame = frame
    lastFrame = frame
    first = Int(time.nanoseconds)
    last = Int(time.nanoseconds)
  }

  fileprivate mutating func count(_ payload: Span<UInt8>, missing: Int, frame: FrameNumber, time: CaptureTime) {
    packets += 1
    lastFrame = max(lastFrame, frame)
    first = min(first, Int(time.nanoseconds))
    last = max(last, Int(time.nanoseconds))
    if missing > 0 { truncated += 1 }
    // RFC 3550 section 5.1; 72 to 76 are RTCP where both share a port (RFC 5761 section 4).
    guard payload.count >= 12, payload[0] >> 6 == 2, !(72...76).contains(payload[1] & 0x7F) else { return }
    rtpPackets += 1
    let type = payload[1] & 0x7F
    if !payloadTypes.contains(type) { payloadTypes.append(type) }
    let ssrc = (8..<12).reduce(UInt32(0)) { $0 << 8 | UInt32(payload[$1]) }
    if ssrcs.last != ssrc, ssrcs.count < 8, !ssrcs.contains(ssrc) { ssrcs.append(ssrc) }
  }

  /// The same flow, its times told in microseconds after `start`.
  func after(_ start: CaptureTime) -> Flow {
    var flow = self
    flow.first = (first - Int(start.nanoseconds)) / 1000
    flow.last = (last - Int(start.nanoseconds)) / 1000
    return flow
  }
}
