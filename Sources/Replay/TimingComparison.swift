import Dialog
import SIP
import Scenario
import Wire

/// Holds the times of a replay against the plan, which has those of the capture.
struct TimingComparison {
  private(set) var differences: [Difference] = []
  /// The most that a message came too early or too late, in microseconds.
  private(set) var largest = 0

  private let tolerance: Int

  /// - Parameters:
  ///   - pair: what was planned.
  ///   - matches: what went over the wire.
  ///   - tolerance: how much later or earlier is still in time, in microseconds.
  init(_ pair: Pair, _ matches: [Comparison.Match], tolerance: Int) {
    self.tolerance = tolerance
    var times: [Int: CapturedMessage] = [:]
    for match in matches { times[match.planned] = match.replayed }
    for plan in pair.plans { compare(plan, pair.messages, times) }
  }

  /// A side says something when the pause is over that stands between it and what it said or heard before.
  private mutating func compare(_ plan: Plan, _ messages: [PlannedMessage], _ replayed: [Int: CapturedMessage]) {
    var own = messages.indices.filter { messages[$0].captured.sender == plan.role }[...]
    var others = messages.indices.filter { messages[$0].captured.sender != plan.role }[...]
    var last: CapturedMessage?
    var pause = 0
    for step in plan.steps {
      switch step.kind {
      case .pause(let milliseconds): pause += milliseconds * 1000
      case .act: continue
      case .receive(let receive):
        // What may come although it was not captured has no place in time.
        guard let index = others.first, receive.response == messages[index].captured.parsed?.status,
          step.frame == messages[index].captured.frames.first
        else { continue }
        others = others.dropFirst()
        last = replayed[index]
        pause = 0
      case .send:
        guard let index = own.popFirst() else { continue }
        let message = replayed[index]
        if let message, let last { compare(message, after: last, pause: pause, messages[index].captured) }
        last = message
        pause = 0
      }
    }
  }

  private mutating func compare(
    _ message: CapturedMessage,
    after last: CapturedMessage,
    pause: Int,
    _ captured: CapturedMessage
  ) {
    let late = message.at - last.at - pause
    if abs(late) > abs(largest) { largest = late }
    guard abs(late) > tolerance else { return }
    differences.append(
      Difference(
        .timing,
        "\(captured.summary) comes \(Duration.microseconds(abs(late)).milliseconds) ms too \(late > 0 ? "late" : "early")",
        capturedFrame: captured.frames.first,
        replayedFrame: message.frames.first
      )
    )
  }
}
