import Diagnostics
import Dialog
import Wire

/// The calls of a capture as a table; times are UTC.
struct CallTable {
  private let calls: CallSummaries

  init(_ calls: CallSummaries) {
    self.calls = calls
  }

  /// Its lines, some thousand together.
  var texts: [String] {
    let head = [
      "N", "KIND", "OUTCOME", "FROM", "TO", "SECONDS", "SIP", "MEDIA", "LEGS", "FRAME", "START (UTC)", "CALL-ID",
    ]
    let table = Table(head, of: calls) { call in
      [
        String(call.number), call.kind.rawValue, call.outcome.description, call.from.printable, call.to.printable,
        Duration.microseconds(call.duration).seconds, String(call.messages), String(call.mediaPackets),
        String(call.legs), String(call.firstFrame), call.start.milliseconds, call.callID.printable,
      ]
    }
    return table.texts
  }
}
