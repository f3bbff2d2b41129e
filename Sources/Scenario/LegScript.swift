import Dialog
import SIP
import Wire

/// The messages of one leg in order, as both of its scenarios are made from them.
///
/// What answers nothing captured, and what nothing captured is answered by, cannot be replayed: it is left out, and
/// said.
struct LegScript {
  let call: Call
  let leg: Leg
  private(set) var lines: [Line]
  private(set) var remarks: [Remark] = []

  /// Something that the user should know about what became of the call.
  struct Remark {
    let code: String
    let message: String
    let frame: Int?
  }

  init(_ call: Call, leg: Leg) {
    self.call = call
    self.leg = leg
    var numbers: [Int: Int] = [:]
    var lines: [Line] = []
    for captured in call.timeline where captured.leg == leg.number {
      guard let message = captured.parsed, let index = captured.transaction else {
        if let message = captured.parsed {
          remarks.append(
            Remark(
              code: "orphan",
              message: "this \(message.title) belongs to no captured request; it is left out",
              frame: captured.frames.first
            )
          )
        }
        continue
      }
      let transaction = call.transactions[index]
      guard transaction.request != nil else {
        remarks.append(
          Remark(
            code: "orphan",
            message: "the request that this \(message.title) answers was not captured; it is left out",
            frame: captured.frames.first
          )
        )
        continue
      }
      let invite = transaction.method == "CANCEL" ? Self.invite(of: transaction, in: call) : nil
      let owner = invite ?? index
      let number = numbers[owner] ?? numbers.count + 1
      numbers[owner] = number
      lines.append(Line(message: message, captured: captured, transaction: transaction, number: number))
    }
    self.lines = lines
    noteOtherTransport()
  }

  /// Engines speak over one transport a call.
  private mutating func noteOtherTransport() {
    guard let other = lines.first(where: { $0.captured.transport != leg.callee.transport }) else { return }
    remarks.append(
      Remark(
        code: "other-transport",
        message: "this \(other.message.title) travelled over \(other.captured.transport.rawValue), the call began over "
          + "\(leg.callee.transport.rawValue): all of it is replayed as it began",
        frame: other.captured.frames.first
      )
    )
  }

  /// The INVITE transaction that a CANCEL belongs to: same CSeq number, same initiator (RFC 3261 section 9.1).
  private static func invite(of cancel: Transaction, in call: Call) -> Int? {
    call.transactions.lastIndex {
      $0.method == "INVITE" && $0.cseq == cancel.cseq && $0.leg == cancel.leg && $0.initiator == cancel.initiator
    }
  }

  /// When the last media packet of the leg was captured, in microseconds after the start of the call.
  var mediaEnd: Int {
    call.streams.filter { $0.leg == leg.number }.flatMap(\.flows).map(\.last).max() ?? 0
  }

  /// Replaces the lines, and says why.
  mutating func replace(_ lines: [Line], because remarks: [Remark]) {
    self.lines = lines
    self.remarks += remarks
  }
}

extension Message {
  /// How a person names it: `INVITE`, `180 Ringing`.
  package var title: String {
    switch startLine {
    case .request(let method, _, _): bytes.text(method)
    case .status(_, let code, let reason): (bytes.text(code) + " " + bytes.text(reason)).trimmingTrailingBlank
    }
  }
}

extension String {
  fileprivate var trimmingTrailingBlank: String { hasSuffix(" ") ? String(dropLast()) : self }
}
