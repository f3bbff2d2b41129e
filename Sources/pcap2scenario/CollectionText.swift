import Diagnostics
import Dialog
import Scenario
import Wire

/// What the conversion of many calls did, for a person.
struct CollectionText {
  private let report: CollectionReport

  init(_ report: CollectionReport) {
    self.report = report
  }

  var text: String {
    let rows = report.conversions.map { one in
      [
        String(one.call.number), one.call.kind.rawValue, one.call.outcome.description,
        Duration.microseconds(one.call.duration).seconds, String(one.call.timeline.count),
        String(one.mediaPackets.values.reduce(0, +)), one.folder.printable,
      ]
    }
    let table = Table(["N", "KIND", "OUTCOME", "SECONDS", "SIP", "PACKETS", "FOLDER"], rows).text
    let count = report.conversions.count
    let title = "\(report.capture): \(count) \(count == 1 ? "call" : "calls") written for \(report.target)"
    let refused = report.refused.map(String.init).joined(separator: ", ")
    return title.printable + "\n\n" + table + (refused.isEmpty ? "" : "\nNot written, see above: \(refused)\n")
  }
}
