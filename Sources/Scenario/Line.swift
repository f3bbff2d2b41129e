import Dialog
import SIP
import Wire

/// One message of the leg that a scenario is made of, with what the planner asks of it.
struct Line {
  let message: Message
  let captured: CapturedMessage
  let transaction: Transaction
  /// The number of the transaction among those of the leg, from 1; a CANCEL shares that of its INVITE.
  let number: Int

  var sender: PartyRole { captured.sender }
  /// Microseconds after the start of the call.
  var at: Int { captured.at }
  var method: String { transaction.method }

  /// An ACK that belongs to its INVITE's transaction, because the answer was a failure (RFC 3261 section 17.1.1.3).
  var isFailureACK: Bool { message.method == "ACK" && (transaction.status ?? 0) >= 300 }

  /// Whether its receiver learns from it where requests of its own inside the dialog go (RFC 3261 section 12.1): the callee
  /// from the request that brought the dialog about, the caller from the first answer that did, a 2xx or a reliable one.
  var opensDialog: Bool {
    guard transaction.isInitial, method != "CANCEL", !message.contacts.isEmpty else { return false }
    switch sender {
    // After a challenge it is the second request that counts.
    case .caller: return message.isRequest && message.method == method && !transaction.isChallenged
    case .callee: return message.isSuccess || isReliable
    }
  }

  /// Whether it is a provisional response that a PRACK acknowledges by its number (RFC 3262).
  var isReliable: Bool {
    guard let status = message.status, status < 200, let number = message.first("rseq") else { return false }
    return message.bytes[number.value].first?.isDigit ?? false
  }

  /// Whether the request repeats another one hop by hop, and so does not travel inside the dialog.
  var isHopByHop: Bool { message.method == "CANCEL" || isFailureACK }
}
