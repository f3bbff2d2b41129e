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
    /// Indices of its flows.
    var flows: [Int] = []
    /// After this time nothing is counted any more, in nanoseconds: the call has ended.
    var closes = Int64.max
    /// At how many addresses it is looked for.
    var endpoints = 0

    /// Whether both are one m= line that changed its kind: what arrives from now on is the other one's.
    func takesOver(_ other: Stream) -> Bool {
      call == other.call && leg == other.leg && sender == other.sender && kind != other.kind
    }
  }

  private(set) var streams: [Stream] = []
  private(set) var flows: [FlowTally] = []
  private var byDestination: [Endpoint: Listeners] = [:]
  private var bySource: [Endpoint: Listeners] = [:]
  private var byLine: [Line: Int] = [:]
  /// The flow that packets between two endpoints are counted in.
  private var routes: [Route: Int] = [:]

  /// How long after the end of its call a packet still counts, in nanoseconds.
  private static let straggling: Int64 = 5_000_000_000
  /// The most m= lines of one SDP that are looked at.
  static let mostLines = 128
  /// A call that has this many streams gets no more of them.
  static let mostStreams = 512
  /// The most addresses at which one stream is looked for.
  private static let mostEndpoints = 256
  /// More flows than this in one stream are no media but somebody's scan of ports.
  private static let mostFlows = 64

  /// One stream, or rarely several: a proxy that forwards an SDP makes its legs share an endpoint.
  private struct Listeners {
    var first: Int
    var others: [Int] = []
  }

  private struct Route: Hashable {
    let source: Endpoint
    let destination: Endpoint
  }

  private struct Line: Hashable {
    let call: Int
    let leg: Int
    let sender: PartyRole
    let line: Int
    /// A fax may take over the m= line that a voice had.
    let kind: String
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
    _ session: SessionDescription,
    call: Int,
    leg: Int,
    sender: PartyRole,
    host: IPAddress
  ) -> [Int] {
    var listening: [Int] = []
    for (line, media) in session.media.prefix(Self.mostLines).enumerated() {
      guard let port = media.portNumber, port != 0 else { continue }
      let announced = session.connection(for: media)?.ip
      if let announced, announced.isUnspecified { continue }
      let kind = session.bytes.text(media.kind)
      // What arrives here was sent by the other party.
      let incoming = stream(of: Line(call: call, leg: leg, sender: sender.other, line: line + 1, kind: kind))
      let own = stream(of: Line(call: call, leg: leg, sender: sender, line: line + 1, kind: kind))
      let certain = Endpoint(address: announced ?? host, port: port)
      listen(incoming, at: certain, in: \.byDestination, isCertain: true)
      listen(own, at: certain, in: \.bySource, isCertain: true)
      if let announced, announced != host {
        let guessed = Endpoint(address: host, port: port)
        listen(incoming, at: guessed, in: \.byDestination, isCertain: false)
        listen(own, at: guessed, in: \.bySource, isCertain: false)
      }
      for stream in [incoming, own] {
        for flow in streams[stream].flows { flows[flow].isRenegotiated = true }
        listening.append(stream)
      }
    }
    return listening
  }

  /// Counts a datagram when it belongs to a stream.
  ///
  /// - Returns: whether it did.
  mutating func count(_ datagram: Arrival, payload: Span<UInt8>, missing: Int) -> Bool {
    let route = Route(source: datagram.source, destination: datagram.destination)
    var known = routes[route]
    if let flow = known, flows[flow].isOver(at: datagram) { known = nil }
    guard let first = known ?? open(route, for: datagram) else { return false }
    var next: Int? = first
    while let flow = next {
      flows[flow].count(datagram, payload: payload, missing: missing)
      next = flows[flow].companion
    }
    return true
  }

  /// What was counted for some streams of one call.
  ///
  /// A proxy that passes media on repeats it on every leg: the first leg counts.
  func counts(of listening: [Int]) -> [MediaCount] {
    var counts: [MediaCount] = []
    for stream in listening.sorted().map({ streams[$0] }) where stream.leg == 0 {
      let packets = stream.flows.reduce(0) { $0 + flows[$1].count }
      guard packets > 0 else { continue }
      counts.append(MediaCount(kind: stream.kind, sender: stream.sender, packets: packets))
    }
    return counts
  }

  /// Ends the listening of a call's streams at `time`.
  mutating func close(_ ended: [Int], at time: CaptureTime) {
    for stream in ended where streams[stream].closes == .max {
      setClosing(of: stream, to: time.nanoseconds &+ Self.straggling)
    }
  }

  /// A re-INVITE or a retransmission shows that the streams are still alive.
  mutating func reopen(_ listening: [Int]) {
    for stream in listening { setClosing(of: stream, to: .max) }
  }

  private mutating func setClosing(of stream: Int, to time: Int64) {
    streams[stream].closes = time
    for flow in streams[stream].flows { flows[flow].closes = time }
  }

  private mutating func stream(of line: Line) -> Int {
    if let known = byLine[line] { return known }
    streams.append(Stream(call: line.call, leg: line.leg, sender: line.sender, line: line.line, kind: line.kind))
    byLine[line] = streams.count - 1
    return streams.count - 1
  }

  /// Another call that announces the same endpoint takes it over; another leg of the same call shares it.
  private mutating func listen(
    _ stream: Int,
    at endpoint: Endpoint,
    in table: WritableKeyPath<MediaWatch, [Endpoint: Listeners]>,
    isCertain: Bool
  ) {
    guard var known = self[keyPath: table][endpoint] else {
      guard streams[stream].endpoints < Self.mostEndpoints else { return }
      streams[stream].endpoints += 1
      self[keyPath: table][endpoint] = Listeners(first: stream)
      return
    }
    guard known.first != stream, !known.others.contains(stream) else { return }
    if streams[known.first].takesOver(streams[stream]) {
      known = Listeners(first: stream, others: known.others)
    } else if streams[known.first].call == streams[stream].call {
      guard isCertain else { return }
      known.others.append(stream)
    } else {
      guard isCertain || streams[known.first].closes != .max else { return }
      known = Listeners(first: stream)
    }
    self[keyPath: table][endpoint] = known
    // Which packets it changes is not known; they find their way again.
    // The memory goes too: to empty a table takes time for all that it has room for.
    routes = [:]
  }

  /// Finds, or begins, the flows of a route.
  ///
  /// - Returns: the first of them; the others are its companions.
  private mutating func open(_ route: Route, for datagram: Arrival) -> Int? {
    let known = byDestination[route.destination]
    guard let listeners = known ?? bySource[route.source] else { return nil }
    let found = ([listeners.first] + listeners.others).compactMap { flow(of: datagram, in: $0) }
    for (flow, companion) in zip(found, found.dropFirst().map(Optional.some) + [nil]) {
      flows[flow].companion = companion
    }
    // A route that only its source told may be announced later on.
    if known != nil { routes[route] = found.first }
    return found.first
  }

  private mutating func flow(of datagram: Arrival, in stream: Int) -> Int? {
    let known = streams[stream].flows
    if let flow = known.last(where: { flows[$0].joins(datagram) }), !flows[flow].isOver(at: datagram) { return flow }
    guard known.count < Self.mostFlows else { return nil }
    var tally = FlowTally(datagram)
    tally.closes = streams[stream].closes
    flows.append(tally)
    streams[stream].flows.append(flows.count - 1)
    return flows.count - 1
  }
}
