import Diagnostics
import Dialog
import Replay
import Scenario
import Wire

/// What a verification found, for a person.
struct VerificationText {
  private let report: VerificationReport

  init(_ report: VerificationReport) {
    self.report = report
  }

  /// More than this of one thing are not read by anybody.
  private static let most = 40

  var text: String {
    let call = report.conversion.call
    let title =
      "\(report.conversion.capture): call \(call.number) of \(report.conversion.calls), \(call.kind.rawValue), "
      + "\(call.outcome), replayed by \(report.engine.executable) in \(report.took.seconds) s"
    let lines = report.renewed.reduce(0) { $0 + $1.lines }
    var rows = [
      "messages  \(report.replayed) of \(report.planned), \(milliseconds(report.latest)); "
        + "\(report.renewed.count) rules renewed \(lines) lines"
    ]
    rows += report.media.map { track in
      "\(track.sender.rawValue) \(track.kind)  \(track.replayed) of \(track.captured) packets, "
        + milliseconds(track.latest)
    }
    return title.printable + "\n\n" + rows.map { "  \($0.printable)\n" }.joined() + "\n" + verdict
  }

  private var verdict: String {
    if report.isTrue { return "Nothing differs but what rules renewed.\n" }
    let count = report.differences.count
    let head = count == 1 ? "One difference:\n" : "\(count) differences:\n"
    let shown = report.differences.prefix(Self.most).map { "  \($0)\n" }.joined()
    let rest = count > Self.most ? "  and \(count - Self.most) more (--json has all)\n" : ""
    return head + shown + rest
  }

  private func milliseconds(_ microseconds: Int) -> String {
    let value = Duration.microseconds(abs(microseconds)).milliseconds
    return value == 0 ? "in time" : "at most \(value) ms \(microseconds < 0 ? "early" : "late")"
  }
}
