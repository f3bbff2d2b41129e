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
    let head = [
      "N", "KIND", "OUTCOME", "FROM", "TO", "SECONDS", "SIP", "MEDIA", "LEGS", "FRAME", "START (UTC)", "CALL-ID",
    ]
    let rows = calls.map { call in
      [
        String(call.number), call.kind.rawValue, call.outcome.description, call.from.printable, call.to.printable,
        Duration.microseconds(call.duration).seconds, String(call.messages), String(call.mediaPackets),
        String(call.legs), String(call.firstFrame), call.start.milliseconds, call.callID.printable,
      ]
    }
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].width }.max() ?? 0 }
    return ([head] + rows).map { row in
      zip(row, widths).enumerated().map { column, cell in
        // The last column needs no room behind it.
        column == row.count - 1 ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.width)
      }.joined(separator: "  ") + "\n"
    }.joined()
  }
}

extension String {
  /// How many columns it takes; letters that join are rare in SIP, and to find them is dear in a long list.
  fileprivate var width: Int { unicodeScalars.count }
}
