package import Dialog
package import Wire

/// A call as a ladder: a lane for each host, an arrow for each message, a band for each flow of media.
package struct Ladder: Encodable, Sendable {
  /// A host: a column from top to bottom.
  package struct Lane: Encodable, Sendable {
    /// A word for it: `h1`.
    package let id: String
    /// Where its signalling was seen, the first endpoint first.
    package let endpoints: [Endpoint]
    /// Who it is: the URI of a caller or callee; nil for one that passes on.
    package let identity: String?
    /// The name beside it.
    package let displayName: String?
    /// Its User-Agent or Server.
    package let agent: String?
  }

  /// What arrows and bands have in common.
  package struct Crossing: Encodable, Sendable {
    /// Microseconds after the start of the call.
    package let at: Int
    /// The first frame of the capture.
    package let frame: FrameNumber?
    package let leg: Int
    package let sender: PartyRole
    package let source: Endpoint
    package let destination: Endpoint
    /// Indices of the lanes that it leaves and reaches; the same one twice for what a host sends to itself.
    package let from: Int
    package let to: Int
  }

  /// The version of the document's format.
  package static let newestFormat = 1

  package let format = Self.newestFormat
  package let capture: String
  package let number: Int
  package let callID: String
  package let kind: CallKind
  package let outcome: Outcome
  package let start: CaptureTime
  /// From the first message to the last, in microseconds.
  package let duration: Int
  package let lanes: [Lane]
  /// In the order of time.
  package let arrows: [Arrow]
  /// In the order in which they begin.
  package let bands: [Band]

  private enum CodingKeys: String, CodingKey {
    case format, capture, number, callID, kind, outcome, start, duration, lanes, arrows, bands
  }

  /// - Parameters:
  ///   - leg: the number of the only leg that is shown; nil for all of them.
  ///   - capture: what the capture is called.
  package init(_ call: Call, leg: Int? = nil, capture: String) {
    self.capture = capture
    number = call.number
    callID = call.callID
    kind = call.kind
    outcome = call.outcome
    start = call.start
    duration = call.duration
    let legs = call.legs.filter { leg == nil || $0.number == leg }
    let lanes = Lanes(legs)
    let crossings = Crossings(legs, lanes)
    self.lanes = lanes.hosts.map { Lane($0) }
    arrows = call.timeline.compactMap { captured in crossings.crossing(of: captured).map { Arrow(captured, $0) } }
    var seen: Set<Band.Identity> = []
    bands = call.streams.flatMap { stream in
      stream.flows.compactMap { flow in crossings.crossing(of: flow, in: stream).map { Band(flow, in: stream, $0) } }
    }
    // A proxy that hands an SDP on makes its legs share their media: it is shown once.
    .filter { seen.insert($0.identity).inserted }
    .sorted { ($0.crossing.at, $0.crossing.frame ?? 0) < ($1.crossing.at, $1.crossing.frame ?? 0) }
  }

  /// Arrows and bands together, in the order of time.
  package enum Rung: Sendable {
    case arrow(Arrow)
    case band(Band)

    package var crossing: Crossing {
      switch self {
      case .arrow(let arrow): arrow.crossing
      case .band(let band): band.crossing
      }
    }
  }

  package var rungs: [Rung] {
    // A message stands in front of media that begins at the same moment; that sorting is stable is no promise.
    let all = arrows.map { Rung.arrow($0) } + bands.map { Rung.band($0) }
    return all.enumerated().sorted { ($0.element.crossing.at, $0.offset) < ($1.element.crossing.at, $1.offset) }
      .map(\.element)
  }
}

extension Ladder.Lane {
  fileprivate init(_ host: Lanes.Host) {
    let role = host.parties.first?.role
    id = host.name
    endpoints = host.endpoints
    let party = host.parties.allSatisfy { $0.role == role } ? host.parties.first?.party : nil
    identity = party?.identity
    displayName = party?.displayName
    agent = host.parties.lazy.compactMap(\.party.agent).first
  }

  /// `192.0.2.10:5060`, with the ports of other connections behind it.
  package var label: String {
    let others = endpoints.dropFirst().map { ", \($0.port)" }
    return (endpoints.first.map(\.description) ?? "") + (others.count > 2 ? ", ..." : others.joined())
  }

  /// Who it is, and what it runs: `"Alice" <sip:alice@example.com>, Acme Phone 7.3`; empty where nothing is known.
  package var about: String {
    let known = identity.map { uri in displayName.map { "\($0) <\(uri)>" } ?? uri }
    return [known, agent].compactMap(\.self).joined(separator: ", ")
  }
}

/// Finds the lanes of what travelled.
private struct Crossings {
  private let legs: [Int: Leg]
  private let lanes: Lanes

  init(_ legs: [Leg], _ lanes: Lanes) {
    self.legs = Dictionary(legs.map { ($0.number, $0) }) { first, _ in first }
    self.lanes = lanes
  }

  /// Nil for a message of a leg that is not shown.
  func crossing(of captured: CapturedMessage) -> Ladder.Crossing? {
    ends(of: captured.leg, from: captured.sender).map { from, to in
      Ladder.Crossing(
        at: captured.at,
        frame: captured.frames.first,
        leg: captured.leg,
        sender: captured.sender,
        source: captured.source,
        destination: captured.destination,
        from: from,
        to: to
      )
    }
  }

  /// The same for media, which may pass a proxy by.
  func crossing(of flow: Flow, in stream: MediaStream) -> Ladder.Crossing? {
    ends(of: stream.leg, from: stream.sender).map { from, to in
      let straight = [flow.source, flow.destination].map { lanes.index(of: $0.address) }
      let isStraight = straight[0] != nil && straight[1] != nil && straight[0] != straight[1]
      return Ladder.Crossing(
        at: flow.first,
        frame: flow.firstFrame,
        leg: stream.leg,
        sender: stream.sender,
        source: flow.source,
        destination: flow.destination,
        from: isStraight ? straight[0] ?? from : from,
        to: isStraight ? straight[1] ?? to : to
      )
    }
  }

  private func ends(of number: Int, from sender: PartyRole) -> (from: Int, to: Int)? {
    guard let leg = legs[number], let caller = lanes.index(of: leg.caller.endpoint),
      let callee = lanes.index(of: leg.callee.endpoint)
    else { return nil }
    return sender == .caller ? (caller, callee) : (callee, caller)
  }
}
