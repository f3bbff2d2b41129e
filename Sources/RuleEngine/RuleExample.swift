package import Diagnostics

/// Captured lines in a rule file, and what the rules must make of them.
package struct RuleExample: Sendable {
  /// The lines of the message that it is about: a start line, headers, or lines of its SDP.
  package let captured: [String]
  /// What must stand in their place; empty when they are dropped.
  package let becomes: [String]
  package let situation: Situation
  /// Where it is written.
  package let location: Location

  /// What the example supposes of the message around its lines.
  package struct Situation: Sendable {
    /// Whose scenario is written: `uac` or `uas`.
    package var role = "uac"
    package var method = "INVITE"
    /// Of a response; nil for a request.
    package var status: Int?
    package var isInDialog = false
    package var toTag = MessageFacts.ToTag.none
    package var transport = "udp"
    package var challenge: MessageFacts.Challenge?
    package var requestHeaders: [String] = []
    /// The user that was called.
    package var dialed = "bob"
    /// Where both parties were, `192.0.2.10:5060`.
    package var caller = "192.0.2.10:5060"
    package var callee = "192.0.2.20:5060"
    /// The targets that it is for; empty for all.
    package var targets: [String] = []
  }
}

extension RuleExample {
  /// Whether it says something about the rules of `target`.
  package func isFor(_ target: Target) -> Bool {
    situation.targets.isEmpty || situation.targets.contains(target.name)
  }
}

/// The keys of an example.
package enum ExampleKey: String, CaseIterable, Sendable {
  case captured, becomes, role, method, status
  case inDialog = "in_dialog"
  case toTag = "to_tag"
  case transport, challenge
  case requestHeader = "request_header"
  case dialed, caller, callee, target

  /// One line on what it means.
  package var help: String {
    switch self {
    case .captured: "one line or several: a start line, headers, or lines of an SDP"
    case .becomes: "what must stand there instead; \"\" when they are dropped"
    case .role: "whose scenario is written; uac when left out"
    case .method: "method of the request, or that which the response answers; INVITE when left out"
    case .status: "status of a response; a request when left out"
    case .inDialog: "true for a request inside a dialog"
    case .toTag: "none, new (a response that adds it), known"
    case .transport: "udp when left out"
    case .challenge: "the last challenge that the sender met"
    case .requestHeader: "headers of the request that the response answers"
    case .dialed: "user part of the URI that was called; bob when left out"
    case .caller: "captured address and port of the caller; 192.0.2.10:5060 when left out"
    case .callee: "captured address and port of the called side; 192.0.2.20:5060 when left out"
    case .target: "names of targets that it is for; all when left out"
    }
  }
}
