package import Dialog
package import RuleEngine

/// What one role does, step by step.
///
/// Everything in it is settled: templates only decide how it looks.
package struct Plan: Sendable {
  package let role: PartyRole
  /// The capture that it comes from, without folders.
  package let capture: String
  package internal(set) var steps: [Step]
  /// Whether the role answers a challenge, so that its scenario is the auth flow.
  package let answersChallenge: Bool
  /// Whether the role sends requests although the other one called: it must learn the dialog from the INVITE.
  package let learnsDialog: Bool
  /// Whether the role sends requests inside a dialog that it began: it must learn where they go.
  package let learnsTarget: Bool
  /// The numbers of the transactions whose requests must be kept, because something else is received before they are
  /// answered.
  package let savedRequests: [Int]
  /// The numbers of the peer's tags that must be kept, because a later response carries another one.
  package let savedTags: [Int]
}

/// One step of a plan.
package struct Step: Sendable {
  package enum Kind: Sendable {
    case send(Send)
    case receive(Receive)
    /// Waits for so many milliseconds.
    case pause(Int)
    /// Does only what its actions say.
    case act
  }

  package internal(set) var kind: Kind
  package internal(set) var actions: [MediaAction] = []
  /// The frame that it comes from; nil for a step that the capture does not hold.
  package let frame: Int?
  /// When the message was captured, in microseconds after the start of the call.
  package let at: Int

  package struct Send: Sendable {
    package internal(set) var message: RewrittenMessage
    /// The method of a request; of a response the one that it answers.
    package let method: String
    /// Of a response; nil for a request.
    package let status: Int?
    package let title: String
    /// Whether its body describes media.
    package let hasSession: Bool
    /// After how many milliseconds it is repeated while no answer comes; nil for what is sent once.
    package let retransmit: Int?
  }

  package struct Receive: Sendable {
    /// The method that is waited for; nil when it is a response.
    package let request: String?
    /// The status that is waited for; nil when it is a request.
    package let response: Int?
    /// The method of the request that the response answers.
    package let answers: String
    package internal(set) var isOptional: Bool
    /// A 401 or 407 that the next request answers.
    package let isChallenge: Bool
    /// Whether route set and target of the dialog are learnt from it (RFC 3261 section 12.1).
    package let learnsRoute: Bool
    /// Whether the role must learn the dialog's parties from it, to send requests of its own.
    package let learnsDialog: Bool
    /// The number under which the request must be kept for a later answer; nil when it is answered at once.
    package let savesAs: Int?
    /// The number under which the tag in its To must be kept; nil when that is not needed.
    package let savesTag: Int?
    /// Whether a PRACK acknowledges it (RFC 3262), so that its RSeq must be learnt.
    package let isReliable: Bool
    package let title: String
    /// Whether its body describes media.
    package let hasSession: Bool
  }
}

/// Starts or stops the media of the role.
package enum MediaAction: Sendable, Equatable {
  /// Plays a file of packets: its name beside the scenario, and the kind of its m= line.
  case play(file: String, kind: String)
  case stop
}
