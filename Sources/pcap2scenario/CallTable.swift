import Diagnostics
import Dialog
import Wire

/// The calls of a capture as a table; times are UTC.
struct CallTable {
  private let calls: CallSummaries

  init(_ calls: CallSummaries) {
    self.calls = calls
  }

  /// Its lines, some thousand together, made as they are asked for.
  var texts: some Sequence<[UInt8]> {
    let head = [
      "N", "KIND", "OUTCOME", "FROM", "TO", "SECONDS", "SIP", "MEDIA", "LEGS", "FRAME", "START (UTC)", "CALL-ID",
    ]
    let table = Table(head, rows: calls.count) { row, page in
      let call = calls.entry(at: row)
      calls.withTexts(at: row) { from, to, callID in
        page.add(call.number)
        page.add(call.kind.rawValue)
        page.add(call.outcome.description)
        page.add(stranger: from)
        page.add(stranger: to)
        page.add((call.duration + 500) / 1000, decimals: 3)
        page.add(call.messages)
        page.add(call.mediaPackets)
        page.add(call.legs)
        page.add(call.firstFrame)
        page.add(call.start)
        page.add(stranger: callID)
      }
    }
    return table.texts
  }
}
