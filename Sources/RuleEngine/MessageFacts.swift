package import SIP
package import Wire

/// What the plan knows of a message beyond its own bytes.
package struct MessageFacts: Sendable {
  /// Whether the To of a message carries a tag, and whether the message is the first to name it.
  package enum ToTag: String, CaseIterable, Sendable {
    case none
    /// A response that adds the tag: its request had none.
    case new
    case known
  }

  /// The method of a request; of a response the one that it answers.
  package let method: String
  /// A request inside a dialog; not an ACK to a failure nor a CANCEL, which repeat the request that they belong to.
  package let isInDialog: Bool
  /// Whether the request that began its dialog was captured; when not, nothing of the dialog can be learnt.
  package let isDialogKnown: Bool
  package let toTag: ToTag
  package let transport: Transport
  /// Which of the requests that its sender has received a response answers.
  package enum Answered: String, CaseIterable, Sendable {
    /// The last message that its sender received.
    case last
    /// One before it: something else has been received since.
    case earlier
  }

  /// How a request was challenged before (RFC 3261 section 22).
  package enum Challenge: String, CaseIterable, Sendable {
    case server = "401"
    case proxy = "407"
  }

  /// Which request a response answers; of a request `last`.
  package let answers: Answered
  /// The last challenge that the sender of a request met in the same capture; nil when there was none.
  package let challenge: Challenge?
  /// Whether that challenge is the last message that the sender received.
  package let isAfterChallenge: Bool
  /// Whether other messages must carry the same branch: a CANCEL, or the ACK to a failure.
  package let sharesBranch: Bool
  /// The number of its transaction in the scenario, from 1.
  package let transaction: Int
  /// Whether the last response that its sender heard carried the tag in its To, or only one before that.
  package let peerTag: Answered
  /// The number of the callee's tag that it carries among those of the call, from 1: a forked call has several.
  package let tag: Int
  /// The same for the caller's tag, from 0: a REGISTER that is refreshed may come with another one.
  package let callerTag: Int
  /// The headers of the request that a response answers; of a request its own.
  package let requestHeaders: Set<HeaderName>

  package init(
    method: String,
    isInDialog: Bool,
    isDialogKnown: Bool,
    toTag: ToTag,
    transport: Transport,
    answers: Answered,
    challenge: Challenge?,
    isAfterChallenge: Bool,
    sharesBranch: Bool,
    transaction: Int,
    peerTag: Answered,
    tag: Int,
    callerTag: Int,
    requestHeaders: Set<HeaderName>
  ) {
    self.method = method
    self.isInDialog = isInDialog
    self.isDialogKnown = isDialogKnown
    self.toTag = toTag
    self.transport = transport
    self.answers = answers
    self.challenge = challenge
    self.isAfterChallenge = isAfterChallenge
    self.sharesBranch = sharesBranch
    self.transaction = transaction
    self.peerTag = peerTag
    self.tag = tag
    self.callerTag = callerTag
    self.requestHeaders = requestHeaders
  }
}
