import Diagnostics
import Dialog
import SIP
import Wire
import YAML

/// Reads the mapping behind `when` or `unless`: every key is one condition.
enum ConditionLoader {
  private enum Role: String, CaseIterable {
    case uac, uas
  }

  private enum Kind: String, CaseIterable {
    case request, response
  }

  private enum Family: String, CaseIterable {
    case v4, v6
  }

  private enum Carrier: String, CaseIterable {
    case udp, tcp, tls, sctp, ws
  }

  static func conditions(from keys: inout Keys) -> [Condition] {
    var conditions: [Condition?] = [
      keys.choice("role", of: Role.self).map { .role($0 == .uac ? .caller : .callee) },
      keys.choice("message", of: Kind.self).map { .request($0 == .request) },
      keys.choice("family", of: Family.self).map { .family($0 == .v4 ? .v4 : .v6) },
      keys.choice("part", of: MessagePart.self).map(Condition.part),
      keys.flag("in_dialog").map(Condition.inDialog),
      keys.flag("known_dialog").map(Condition.knownDialog),
      keys.flag("body").map(Condition.body),
      keys.flag("challenged").map(Condition.challenged),
      keys.flag("after_challenge").map(Condition.afterChallenge),
      keys.choice("answers", of: MessageFacts.Answered.self).map(Condition.answers),
      keys.choice("peer_tag", of: MessageFacts.Answered.self).map(Condition.peerTag),
      keys.flag("shares_branch").map(Condition.sharesBranch),
    ]
    conditions += keys.oneOrMany("header").map { .header(HeaderName($0.value)) }
    conditions += keys.oneOrMany("request_header").map { .requestHeader(HeaderName($0.value)) }
    let challenges = keys.choices("challenge", of: MessageFacts.Challenge.self)
    if !challenges.isEmpty { conditions.append(.challenge(challenges)) }
    let tags = keys.choices("to_tag", of: MessageFacts.ToTag.self)
    if !tags.isEmpty { conditions.append(.toTag(tags)) }
    let transports = keys.choices("transport", of: Carrier.self).compactMap { Transport(rawValue: $0.rawValue) }
    if !transports.isEmpty { conditions.append(.transport(transports)) }
    let methods = keys.oneOrMany("method").map(\.value)
    if !methods.isEmpty { conditions.append(.method(methods)) }
    let status = patterns(from: &keys)
    if !status.isEmpty { conditions.append(.status(status)) }
    return conditions.compactMap(\.self)
  }

  private static func patterns(from keys: inout Keys) -> [StatusPattern] {
    keys.oneOrMany("status").compactMap { text in
      if let pattern = StatusPattern(text.value) { return pattern }
      keys.findings.error(
        "status-pattern",
        "'\(text.value)' is no status: write 200, 18x or 2xx",
        at: text.location
      )
      return nil
    }
  }
}
