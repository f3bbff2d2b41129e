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

  /// Whether the request repeats another one hop by hop, and so does not travel inside the dialog.
  var isHopByHop: Bool { message.method == "CANCEL" || isFailureACK }
}
