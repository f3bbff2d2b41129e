import Dialog
import Wire

/// Finds the flows of a model again while a capture is read for the second time.
///
/// The model knows them by endpoints and frames, so no packet was held in between.
struct FlowFinder {
  private struct Route {
    let source: Endpoint
    let destination: Endpoint
    /// The last flow of it.
    var last: Int
  }

  private struct Wanted {
    /// What came of it just now.
    var recent = RecentPackets()
    let frames: ClosedRange<FrameNumber>
    /// What its taker knows it by.
    let number: Int
    /// Another one of the same route.
    let next: Int?
  }

  /// Flows to look for, those of one route one after another.
  private var wanted: [Wanted] = []
  private var routes: [Route] = []
  private var byEndpoints = IndexTable()

  /// Looks for `flow`, which is `number` from now on; several may have one number.
  mutating func want(_ flow: Flow, as number: Int) {
    let frames = flow.firstFrame...max(flow.firstFrame, flow.lastFrame)
    let known = route(from: flow.source, to: flow.destination)
    wanted.append(Wanted(frames: frames, number: number, next: known.map { routes[$0].last }))
    if let known { return routes[known].last = wanted.count - 1 }
    byEndpoints.insert(routes.count, hash: byEndpoints.secret.hash(flow.source, flow.destination))
    routes.append(Route(source: flow.source, destination: flow.destination, last: wanted.count - 1))
  }

  @inline(__always)
  private func route(from source: Endpoint, to destination: Endpoint) -> Int? {
    byEndpoints.find(byEndpoints.secret.hash(source, destination)) { index in
      routes[index].destination == destination && routes[index].source == source
    }
  }

  /// Hands on the numbers of the flows that a datagram belongs to, once where it was captured twice.
  @inline(__always)
  mutating func find(_ datagram: Arrival, _ payload: Span<UInt8>, _ take: (Int) -> Void) {
    guard let route = route(from: datagram.source, to: datagram.destination) else { return }
    var next = Optional(routes[route].last)
    while let index = next {
      if wanted[index].frames.contains(datagram.frame), !wanted[index].recent.knows(payload, at: datagram.time) {
        take(wanted[index].number)
      }
      next = wanted[index].next
    }
  }

  /// The frames between which everything lies; nil when nothing is looked for.
  var frames: ClosedRange<FrameNumber>? {
    guard let lower = wanted.map(\.frames.lowerBound).min(), let upper = wanted.map(\.frames.upperBound).max() else {
      return nil
    }
    return lower...upper
  }
}
