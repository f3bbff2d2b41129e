import SDP
import Wire

/// Knows every media address that an SDP of the capture announced, and counts the packets that belong to them.
///
/// A packet belongs to whoever sent it, so it is looked up by where it went: what arrives at the caller's announced
/// address is the callee's, whichever address it came from. Only when nobody announced the destination (it was
/// rewritten on the way) does the source decide.
struct MediaWatch {
  /// What one party sends for one m= line.
  struct Stream {
    /// Counted from 0.
    let leg: Int
    let sender: PartyRole
    let line: Int
    let kind: String
    let flows: [FlowTally]
  }

  /// The first of the flows that packets between two endpoints are counted in.
  ///
  /// It is compared with once a packet, so it names the endpoints itself and holds nothing that must be retained.
  private struct Route {
    let source: Endpoint
    let destination: Endpoint
    var flow: Int
    /// In which generation of listeners it was found.
    var generation: Int
  }

  private(set) var limits = MediaLimits()
  private var lines = MediaLines()
  private var posts = ListeningPosts()
  private var flows: [FlowTally] = []
  private var routes: [Route] = []
  private var byRoute = IndexTable()
  /// Grows when an endpoint gets other listeners: what routes it changes is not known, they find their way again.
  private var generation = 0

  /// How long after the end of its call a packet still counts, in nanoseconds.
  private static let straggling: Int64 = 5_000_000_000

  /// Whether it matters what `speaker` announces: where nobody is counted yet, nobody's endpoint is taken over.
  func listens(to speaker: Speaker) -> Bool { speaker.isCounted || !posts.isEmpty }

  /// Takes the address that an SDP announces for its sender; the streams of that m= line are alive from now on.
  ///
  /// - Parameters:
  ///   - media: an m= line of an offer or an answer.
  ///   - bytes: the message that holds it.
  ///   - speaker: who sent the SDP, and so will receive the media.
  ///   - arrival: the message that carried it: its source stands in for an address that it hides (a host name, a NAT).
  mutating func announce(
    _ media: AnnouncedMedia,
    in bytes: Span<UInt8>,
    by speaker: Speaker,
    at arrival: Arrival
  ) {
    let host = arrival.source.address
    if let announced = media.address, announced.isUnspecified { return }
    guard let line = lines.place(of: media, in: bytes, by: speaker, &limits, frame: arrival.frame) else { return }
    let listener = Listener(line: line, announcer: speaker.role)
    listen(listener, at: Endpoint(address: media.address ?? host, port: media.port), isCertain: true, arrival.frame)
    if let announced = media.address, announced != host {
      listen(listener, at: Endpoint(address: host, port: media.port), isCertain: false, arrival.frame)
    }
    guard line != MediaLine.nobodyIndex else { return }
    lines[line].closes = .max
    forEachFlow(of: line) { flow in
      flow.isRenegotiated = true
      flow.closes = .max
    }
  }

  /// Whose a datagram is.
  enum Owner {
    /// Nobody's who announced it.
    case stranger
    /// That of a call that is not counted.
    case other
    case counted
  }

  /// Counts a datagram when it belongs to a stream.
  @inline(__always)
  mutating func count(_ datagram: Arrival, payload: Span<UInt8>, missing: Int) -> Owner {
    let hash = byRoute.secret.hash(datagram.source, datagram.destination)
    let known = byRoute.find(hash) {
      routes[$0].source == datagram.source && routes[$0].destination == datagram.destination
    }
    var next: Int?
    if let known, routes[known].generation == generation, !flows[routes[known].flow].isOver(at: datagram) {
      next = routes[known].flow
    } else {
      let found = open(datagram)
      guard found.belongs else { return .stranger }
      next = found.flow
      if let flow = next, found.isCertain { note(flow, of: datagram, hash: hash, at: known) }
    }
    guard next != nil else { return .other }
    while let flow = next {
      flows[flow].count(datagram, payload: payload, missing: missing)
      next = flows[flow].companion
    }
    return .counted
  }

  /// Ends the listening of a call's streams at `time`.
  mutating func close(call: Int, at time: CaptureTime) {
    let closes = time.nanoseconds &+ Self.straggling
    var next = lines.first(of: call)
    while let line = next {
      if lines[line].closes == .max {
        lines[line].closes = closes
        forEachFlow(of: line) { $0.closes = closes }
      }
      next = lines[line].next.map(Int.init)
    }
  }

  /// The streams of one call in the order in which they were announced.
  func streams(of call: Int) -> [Stream] {
    lines.all(of: call).flatMap { index in
      let line = lines[index]
      // What the first announcer receives was known first.
      return [line.announcer.other, line.announcer].map { sender in
        Stream(
          leg: Int(line.leg),
          sender: sender,
          line: Int(line.line),
          kind: lines.kind(of: line),
          flows: newestFlows(of: index, sender).reversed().map { flows[$0] }
        )
      }
    }
  }

  /// What was counted for the streams of one call.
  ///
  /// A proxy that passes media on repeats it on every leg: the first leg counts.
  func counts(of call: Int) -> [MediaCount] {
    var counts: [MediaCount] = []
    forEachStream(ofFirstLeg: call) { line, sender, packets in
      if packets > 0 { counts.append(MediaCount(kind: lines.kind(of: line), sender: sender, packets: packets)) }
    }
    return counts
  }

  /// How many packets those are together.
  func packets(of call: Int) -> Int {
    var sum = 0
    forEachStream(ofFirstLeg: call) { _, _, packets in sum += packets }
    return sum
  }

  private func forEachStream(
    ofFirstLeg call: Int,
    _ body: (_ line: MediaLine, _ sender: PartyRole, _ packets: Int) -> Void
  ) {
    var next = lines.first(of: call)
    while let index = next {
      let line = lines[index]
      next = line.next.map(Int.init)
      guard line.leg == 0 else { continue }
      body(line, line.announcer.other, packets(from: line[line.announcer.other]))
      body(line, line.announcer, packets(from: line[line.announcer]))
    }
  }

  /// The packets of a flow and of those that began before it.
  private func packets(from newest: Int?) -> Int {
    var (sum, next) = (0, newest)
    while let flow = next {
      sum += flows[flow].count
      next = flows[flow].older
    }
    return sum
  }
}

/// Listeners.
extension MediaWatch {
  /// Who sent an SDP.
  struct Speaker {
    /// The call, by its place in the list.
    let call: Int
    /// Counted from 0.
    let leg: Int
    let role: PartyRole
    /// Whether the packets of the call are counted.
    let isCounted: Bool
  }

  /// Another call that announces the same endpoint takes it over; another leg of the same call shares it.
  private mutating func listen(_ listener: Listener, at endpoint: Endpoint, isCertain: Bool, _ frame: FrameNumber) {
    guard let post = posts.find(endpoint) else {
      // Where nobody else listens, whom nobody asked for need not be known: of most calls nothing is kept then.
      guard listener.line != MediaLine.nobodyIndex else { return }
      if lines.admitEndpoint(of: listener.line, &limits, frame: frame) { posts.open(endpoint, for: listener) }
      return
    }
    guard !posts.isListening(listener, at: post) else { return }
    let (first, line) = (lines[posts[post].line], lines[listener.line])
    if first.call != line.call {
      guard isCertain || first.closes != .max else { return }
      posts.hand(post, to: listener, keepingOthers: false)
    } else if first.leg == line.leg, posts[post].announcer == listener.announcer, first.kind != line.kind {
      // One m= line that changed its kind: what arrives from now on is the other one's.
      posts.hand(post, to: listener, keepingOthers: true)
    } else {
      guard isCertain else { return }
      guard posts.share(post, with: listener) else { return limits.count(.sharing, frame: frame) }
    }
    generation += 1
  }
}

/// Flows.
extension MediaWatch {
  /// Finds, or begins, the flows of a datagram.
  ///
  /// - Returns: whether it belongs to a stream; the first of its flows, the others being companions; and whether that
  ///   is certain: a route that only its source told may be announced later on.
  @inline(never)
  private mutating func open(_ datagram: Arrival) -> (belongs: Bool, flow: Int?, isCertain: Bool) {
    let known = posts.find(datagram.destination)
    guard let post = known ?? posts.find(datagram.source) else { return (false, nil, false) }
    guard posts[post].line != MediaLine.nobodyIndex else { return (true, nil, false) }
    let found = posts.listeners(at: post).compactMap { listener in
      flow(of: datagram, in: listener.line, known == nil ? listener.announcer : listener.announcer.other)
    }
    for (flow, companion) in zip(found, found.dropFirst().map(Optional.some) + [nil]) {
      flows[flow].companion = companion
    }
    return (!found.isEmpty, found.first, known != nil)
  }

  private mutating func note(_ flow: Int, of datagram: Arrival, hash: UInt64, at known: Int?) {
    let route = Route(
      source: datagram.source,
      destination: datagram.destination,
      flow: flow,
      generation: generation
    )
    if let known {
      routes[known] = route
    } else {
      byRoute.insert(routes.count, hash: hash)
      routes.append(route)
    }
  }

  private mutating func flow(of datagram: Arrival, in line: Int, _ sender: PartyRole) -> Int? {
    var next = lines[line][sender]
    while let flow = next {
      if flows[flow].joins(datagram) {
        if flows[flow].isOver(at: datagram) { break }
        return flow
      }
      next = flows[flow].older
    }
    let others = newestFlows(of: line, sender).count
    guard limits.admits(.flows, behind: others, frame: datagram.frame) else { return nil }
    var tally = FlowTally(datagram, older: lines[line][sender])
    tally.closes = lines[line].closes
    flows.append(tally)
    lines[line][sender] = flows.count - 1
    return flows.count - 1
  }

  private func newestFlows(of line: Int, _ sender: PartyRole) -> [Int] {
    var found: [Int] = []
    var next = lines[line][sender]
    while let flow = next {
      found.append(flow)
      next = flows[flow].older
    }
    return found
  }

  private mutating func forEachFlow(of line: Int, _ body: (inout FlowTally) -> Void) {
    for sender in [PartyRole.caller, .callee] {
      var next = lines[line][sender]
      while let flow = next {
        body(&flows[flow])
        next = flows[flow].older
      }
    }
  }
}
