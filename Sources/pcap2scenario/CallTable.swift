import Diagnostics
import Dialog
import Wire

/// The calls of a capture as a table; times are UTC.
struct CallTable {
  private let calls: [CallSummary]

  init(_ calls: [CallSummary]) {
    self.calls = calls
  }

  var text: String {
    let head = ["N", "START", "KIND", "OUTCOME", "SECONDS", "SIP", "MEDIA", "LEGS", "FRAME", "FROM", "TO", "CALL-ID"]
    let rows = calls.map { call in
      [
        String(call.number), call.start.milliseconds, call.kind.rawValue, call.outcome.description,
        Duration.microseconds(call.duration).seconds, String(call.messages), String(call.mediaPackets),
        String(call.legs), String(call.firstFrame), call.from.printable, call.to.printable, call.callID.printable,
      ]
    }
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    return ([head] + rows).map { row in
      zip(row, widths).enumerated().map { column, cell in
        // The last column needs no room behind it.
        column == row.count - 1 ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
      }.joined(separator: "  ") + "\n"
    }.joined()
  }
}
