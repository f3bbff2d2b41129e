/// The keys behind `when` and `unless`.
package enum ConditionKey: String, CaseIterable, Sendable {
  case role, sender, message, method, status
  case inDialog = "in_dialog"
  case knownDialog = "known_dialog"
  case answers
  case peerTag = "peer_tag"
  case toTag = "to_tag"
  case header
  case requestHeader = "request_header"
  case body, challenged, challenge
  case afterChallenge = "after_challenge"
  case sharesBranch = "shares_branch"
  case transport, family, target, part

  /// What may stand behind a key.
  package enum Shape: Sendable {
    case flag
    case choice([String])
    case choices([String])
    case texts
    case statuses
    case headers
  }

  package var shape: Shape {
    switch self {
    case .role: .choice(Self.names(ConditionLoader.Role.self))
    case .sender: .choice(Self.names(ConditionLoader.Sender.self))
    case .message: .choice(Self.names(ConditionLoader.Kind.self))
    case .family: .choice(Self.names(ConditionLoader.Family.self))
    case .part: .choice(Self.names(MessagePart.self))
    case .answers, .peerTag: .choice(Self.names(MessageFacts.Answered.self))
    case .toTag: .choices(Self.names(MessageFacts.ToTag.self))
    case .transport: .choices(Self.names(ConditionLoader.Carrier.self))
    case .challenge: .choices(Self.names(MessageFacts.Challenge.self))
    case .method, .target, .requestHeader: .texts
    case .status: .statuses
    case .header: .headers
    case .inDialog, .knownDialog, .body, .challenged, .afterChallenge, .sharesBranch: .flag
    }
  }

  private static func names<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) -> [String] {
    Choice.allCases.map(\.rawValue)
  }

  /// One line on what it asks, for the documentation and for editors.
  package var help: String {
    switch self {
    case .role: "whose scenario is written"
    case .sender: "who sends the message: the party that began the call, or the one that was called"
    case .message: "which kind it is"
    case .method: "one or several methods; of a response the one that it answers"
    case .status: "200, 18x, 2xx, or several"
    case .inDialog: "true for a request inside a dialog (not CANCEL, nor the ACK to a failure)"
    case .knownDialog: "false for a message of a dialog that began before the capture"
    case .answers: "last, or earlier for a response to a request after which something else was received"
    case .peerTag: "last, or earlier for a request whose To tag came with a response before the last one"
    case .toTag: "none, new (a response that adds it), known"
    case .header: "headers that the message has; as a mapping with the values that they have, * standing for anything"
    case .requestHeader: "headers that the request has which a response answers"
    case .body: "true when it has a body"
    case .challenged: "true for a request after a 401 or 407 to its sender"
    case .challenge: "the last challenge that its sender met"
    case .afterChallenge: "true when that is the last thing its sender received"
    case .sharesBranch: "true when a CANCEL or the ACK to a failure carries the same branch"
    case .transport: "one or several transports"
    case .family: "the IP version of the written role's own address"
    case .target: "names of targets that it is for"
    case .part: "where a value is looked for"
    }
  }
}
