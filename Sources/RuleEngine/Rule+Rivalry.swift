import Diagnostics
import SIP

extension RuleSet {
  /// The rules of other layers that take places before this one, or behind it, where both could apply.
  package struct Rivals: Sendable {
    /// Those that win, the weightiest first.
    package let winners: [Rule]
    /// Those that lose.
    package let losers: [Rule]
  }

  /// Where the layers disagree about the places of `rule`, under other ids than its own.
  package func rivals(of rule: Rule) -> Rivals {
    var winners: [Rule] = []
    var losers: [Rule] = []
    var isBehind = false
    for other in byWeight {
      if other.location == rule.location {
        isBehind = true
      } else if other.location.file != rule.location.file, other.disputes(rule) {
        if isBehind { losers.append(other) } else { winners.append(other) }
      }
    }
    return Rivals(winners: winners, losers: losers)
  }
}

extension Rule {
  /// Whether some message could have a place that both take, each in another way.
  fileprivate func disputes(_ other: Rule) -> Bool {
    switch (action, other.action) {
    // What is added does not take a place, and a name is a place of its own.
    case (.add, _), (_, .add): return false
    case (.rename, .rename): break
    case (.rename, _), (_, .rename): return false
    default: break
    }
    guard action.written != other.action.written, !excludes(other) else { return false }
    // What a value finds anywhere is meant to give way to a rule that names the place.
    if slots.isEmpty || other.slots.isEmpty { return slots.isEmpty && other.slots.isEmpty && value == other.value }
    return slots.contains { slot in other.slots.contains(where: slot.overlaps) }
  }

  /// Whether no message can fulfil the conditions of both.
  private func excludes(_ other: Rule) -> Bool {
    func isRefused(_ conditions: [Condition], by exclusions: [Condition]) -> Bool {
      conditions.contains { condition in exclusions.contains { $0.written == condition.written } }
    }
    return conditions.contains { own in other.conditions.contains(where: own.excludes) }
      || isRefused(conditions, by: other.exclusions) || isRefused(other.conditions, by: exclusions)
  }
}

extension Condition {
  /// Whether no message can fulfil both.
  fileprivate func excludes(_ other: Condition) -> Bool {
    switch (test, other.test) {
    case (.role(let own), .role(let others)): own != others
    case (.request(let own), .request(let others)): own != others
    case (.request(true), .status), (.status, .request(true)): true
    case (.method(let own), .method(let others)): Set(own).isDisjoint(with: others)
    case (.status(let own), .status(let others)):
      !(100...699).contains { status in own.contains { $0.matches(status) } && others.contains { $0.matches(status) } }
    case (.inDialog(let own), .inDialog(let others)): own != others
    case (.toTag(let own), .toTag(let others)): Set(own).isDisjoint(with: others)
    case (.transport(let own), .transport(let others)): Set(own).isDisjoint(with: others)
    case (.family(let own), .family(let others)): own != others
    case (.body(let own), .body(let others)): own != others
    case (.challenged(let own), .challenged(let others)): own != others
    case (.challenge(let own), .challenge(let others)): Set(own).isDisjoint(with: others)
    case (.challenge, .challenged(false)), (.challenged(false), .challenge): true
    case (.afterChallenge(let own), .afterChallenge(let others)): own != others
    case (.answers(let own), .answers(let others)): own != others
    case (.peerTag(let own), .peerTag(let others)): own != others
    case (.knownDialog(let own), .knownDialog(let others)): own != others
    case (.sharesBranch(let own), .sharesBranch(let others)): own != others
    case (.part(let own), .part(let others)): own != others
    default: false
    }
  }
}

extension SlotPath {
  /// Whether a place of this slot can hold one of `other`, or the other way round.
  fileprivate func overlaps(_ other: SlotPath) -> Bool {
    guard part.overlaps(other.part) else { return false }
    // The last one may be the first one.
    if let occurrence, let others = other.occurrence, occurrence != others, occurrence > 0, others > 0 { return false }
    return detail == other.detail || detail.holds(other.detail) || other.detail.holds(detail)
  }
}

extension SlotPath.Part {
  fileprivate func overlaps(_ other: SlotPath.Part) -> Bool {
    if case (.media(let own), .media(let others)) = (self, other) {
      return own == nil || others == nil || own == others
    }
    if case (.body(let own), .body(let others)) = (self, other) { return own == nil || others == nil || own == others }
    return self == other
  }
}

extension SlotPath.Detail {
  /// Whether a place of this detail lies around one of `inner`, or is another name for it.
  fileprivate func holds(_ inner: SlotPath.Detail) -> Bool {
    switch (self, inner) {
    case (.value, _), (.section, _): true
    case (.main, .display), (.main, .uri): true
    case (.main, _): SlotPath.Detail.uri.holds(inner)
    case (.uri, .scheme), (.uri, .user), (.uri, .password), (.uri, .uriHeaders), (.uri, .uriHeader): true
    case (.uri, .hostport), (.uri, .host), (.uri, .port), (.uri, .uriParameter): true
    case (.hostport, .host), (.hostport, .port), (.uriHeaders, .uriHeader): true
    case (.parameter(let name), .uriParameter(let inner)): name == inner
    case (.parameter("tag"), .tag), (.parameter("branch"), .branch), (.parameter("transport"), .transport): true
    default: false
    }
  }
}
