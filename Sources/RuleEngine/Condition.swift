package import Dialog
package import SIP
package import Wire

/// Something that must hold of a message for a rule to apply.
package enum Condition: Sendable {
  case role(PartyRole)
  case request(Bool)
  case method([String])
  case status([StatusPattern])
  case inDialog(Bool)
  case toTag([MessageFacts.ToTag])
  case transport([Transport])
  case family(IPAddress.Family)
  case header(HeaderName)
  /// The request that a response answers carried this header.
  case requestHeader(HeaderName)
  case body(Bool)
  case challenged(Bool)
  case challenge([MessageFacts.Challenge])
  case afterChallenge(Bool)
  case answers(MessageFacts.Answered)
  case peerTag(MessageFacts.Answered)
  case knownDialog(Bool)
  case sharesBranch(Bool)
  case part(MessagePart)

  func holds(for facts: MessageFacts, _ message: Message, _ view: Viewpoint) -> Bool {
    switch self {
    case .role(let role): view.role == role
    case .request(let expected): message.isRequest == expected
    case .method(let methods): methods.contains(facts.method)
    case .status(let patterns): message.status.map { status in patterns.contains { $0.matches(status) } } ?? false
    case .inDialog(let expected): facts.isInDialog == expected
    case .toTag(let tags): tags.contains(facts.toTag)
    case .transport(let transports): transports.contains(facts.transport)
    case .family(let family): view.local.endpoint.address.family == family
    case .header(let name): message.first(name) != nil
    case .requestHeader(let name): facts.requestHeaders.contains(name)
    case .body(let expected): !message.body.isEmpty == expected
    case .challenged(let expected): (facts.challenge != nil) == expected
    case .challenge(let statuses): facts.challenge.map(statuses.contains) ?? false
    case .afterChallenge(let expected): facts.isAfterChallenge == expected
    case .answers(let answered): facts.answers == answered
    case .peerTag(let heard): facts.peerTag == heard
    case .knownDialog(let expected): facts.isDialogKnown == expected
    case .sharesBranch(let expected): facts.sharesBranch == expected
    // Asked where a value is looked for.
    case .part: true
    }
  }
}

/// The half of a message in which a value is looked for.
package enum MessagePart: String, CaseIterable, Sendable {
  case header, sdp
}

/// A status code, or a class of them: `200`, `18x`, `2xx`.
package struct StatusPattern: Sendable {
  private let digits: [UInt8]

  /// Nil when `text` is no such pattern.
  package init?(_ text: String) {
    digits = Array(text.lowercased().utf8)
    let legal = digits.count == 3 && digits[0].isDigit && digits.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "x") }
    guard legal else { return nil }
  }

  func matches(_ status: Int) -> Bool {
    let text = Array(String(status).utf8)
    return text.count == 3 && zip(digits, text).allSatisfy { $0 == UInt8(ascii: "x") || $0 == $1 }
  }
}

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
