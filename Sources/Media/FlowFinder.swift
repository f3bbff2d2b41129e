import Dialog
import Wire

/// Finds the flows of a model again while a capture is read for the second time.
///
/// The model knows them by endpoints and frames, so no packet was held in between.
struct FlowFinder {
  private struct Route: Hashable {
    let source: Endpoint
    let destination: Endpoint
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
  /// The last of them by their route.
  private var routes: [Route: Int] = [:]

  /// Looks for `flow`, which is `number` from now on; several may have one number.
  mutating func want(_ flow: Flow, as number: Int) {
    let route = Route(source: flow.source, destination: flow.destination)
    let frames = flow.firstFrame...max(flow.firstFrame, flow.lastFrame)
    wanted.append(Wanted(frames: frames, number: number, next: routes[route]))
    routes[route] = wanted.count - 1
  }

  /// Hands on the numbers of the flows that a datagram belongs to, once where it was captured twice.
  mutating func find(_ datagram: Arrival, _ payload: Span<UInt8>, _ take: (Int) -> Void) {
    var next = routes[Route(source: datagram.source, destination: datagram.destination)]
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
