import Dialog
import SIP
import Wire

/// Something that must hold of a message for a rule to apply.
package struct Condition: Sendable {
  /// The key that says it.
  package let key: ConditionKey
  /// As it stands in the rule file: `role: uac`.
  package let written: String
  let test: Test

  /// What is asked of the message.
  enum Test: Sendable {
    case role(PartyRole)
    case request(Bool)
    case method([String])
    case status([StatusPattern])
    case inDialog(Bool)
    case toTag([MessageFacts.ToTag])
    case transport([Transport])
    case target([String])
    case family(IPAddress.Family)
    /// The message has this header; with patterns one of them with a value like that.
    case header(HeaderName, [Wildcard])
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
  }

  func holds(for facts: MessageFacts, _ message: Message, _ view: Viewpoint, target: String) -> Bool {
    switch test {
    case .role(let role): view.role == role
    case .request(let expected): message.isRequest == expected
    case .method(let methods): methods.contains(facts.method)
    case .status(let patterns): message.status.map { status in patterns.contains { $0.matches(status) } } ?? false
    case .inDialog(let expected): facts.isInDialog == expected
    case .toTag(let tags): tags.contains(facts.toTag)
    case .transport(let transports): transports.contains(facts.transport)
    case .target(let names): names.contains(target)
    case .family(let family): view.local.endpoint.address.family == family
    case .header(let name, let patterns):
      message.headers(name).contains { header in
        patterns.isEmpty || patterns.contains { $0.matches(message.bytes[header.value]) }
      }
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

  /// As it is written.
  var text: String { String(decoding: digits, as: UTF8.self) }

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
