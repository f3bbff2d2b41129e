import Dialog

/// Puts the captured waiting times in front of what a role sends.
///
/// Time belongs to the side that sends next: the other one only waits for it. What the peer would take for a loss is
/// not waited out: the first answer to a request, and the ACK to an answer, come before their sender repeats itself,
/// and the rest of the time is spent in front of the next message.
struct Pacing {
  /// Milliseconds after which a peer repeats what was not answered.
  let retransmitsAfter: Int
  /// Whether the transport repeats at all: a reliable one does not.
  let isUnreliable: Bool

  /// Shorter waits than this are the work of a processor, not of a person or a network.
  private static let shortest = 10_000

  /// - Parameters:
  ///   - steps: what the role does.
  ///   - delays: microseconds by which single steps come later than captured, by index.
  func paced(_ steps: [Step], delays: [Int: Int] = [:]) -> [Step] {
    var result: [Step] = []
    var last = steps.first?.at ?? 0
    var owed = 0
    for (index, step) in steps.enumerated() {
      if waits(step) {
        let due = max(0, step.at - last) + owed + (delays[index] ?? 0)
        let wait = isUnreliable && isAwaited(step, behind: steps[..<index]) ? min(due, patience) : due
        owed = due - wait
        if wait >= Self.shortest {
          result.append(Step(kind: .pause((wait + 500) / 1000), frame: nil, at: step.at - wait))
        }
      }
      last = step.at
      result.append(step)
    }
    return result
  }

  private var patience: Int { retransmitsAfter * 1000 * 4 / 5 }

  private func waits(_ step: Step) -> Bool {
    switch step.kind {
    case .send, .act: true
    case .receive, .pause: false
    }
  }

  /// Whether the peer is repeating itself until this step: it comes right behind something that was received.
  private func isAwaited(_ step: Step, behind earlier: ArraySlice<Step>) -> Bool {
    guard case .send(let send) = step.kind, case .receive(let receive) = earlier.last?.kind else { return false }
    if let request = receive.request { return request != "ACK" && send.status != nil }
    return receive.answers == "INVITE" && (receive.response ?? 0) >= 200 && send.method == "ACK"
  }
}
