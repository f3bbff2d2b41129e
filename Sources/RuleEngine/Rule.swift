package import Diagnostics

/// One rule of a mapping: where, when, and what stands there instead.
package final class Rule: Sendable {
  package let id: String
  /// The slots it speaks of; empty for a rule that follows a value wherever it stands.
  package let slots: [SlotPath]
  /// The captured value that must stand there; nil for any.
  package let value: ModelValue?
  package let conditions: [Condition]
  /// What must not hold of the message.
  package let exclusions: [Condition]
  /// Captured texts that it leaves alone, such as `0.0.0.0`.
  package let exceptions: [String]
  package let action: Action
  /// Where it is written.
  package let location: Location

  init(
    id: String,
    slots: [SlotPath],
    value: ModelValue?,
    conditions: [Condition],
    exclusions: [Condition],
    exceptions: [String],
    action: Action,
    location: Location
  ) {
    self.id = id
    self.slots = slots
    self.value = value
    self.conditions = conditions
    self.exclusions = exclusions
    self.exceptions = exceptions
    self.action = action
    self.location = location
  }

  /// The kind of identity that it disguises; nil for a rule that says what stands there instead.
  var disguiseKind: DisguiseKind? {
    if case .disguise(let kind) = action { kind } else { nil }
  }

  /// How specific the rule is, against others of its layer.
  package var weight: Weight {
    Weight(
      namesSlot: !slots.isEmpty,
      asks: (slots.map(\.specificity).max() ?? 0) + (value == nil ? 0 : 1) + conditions.count + exclusions.count
    )
  }

  /// A rule that names a place outweighs one that follows a value; of two of a kind the one that asks for more: the
  /// slot's own specificity, a value and each condition, positive or negative, count one each.
  package struct Weight: Comparable, Sendable {
    let namesSlot: Bool
    let asks: Int

    package static func < (left: Weight, right: Weight) -> Bool {
      (left.namesSlot ? 1 : 0, left.asks) < (right.namesSlot ? 1 : 0, right.asks)
    }
  }
}

extension Rule {
  /// Where it acts, as it is written: `from.tag, to.tag`, `value local.address`.
  package var place: String {
    let slots = slots.map(\.name).joined(separator: ", ")
    return [slots, value.map { "value \($0.rawValue)" } ?? ""].filter { !$0.isEmpty }.joined(separator: " with ")
  }

  /// When it applies, as it is written: `role: uac, not method: BYE`; empty for always.
  package var occasion: String {
    (conditions.map(\.written) + exclusions.map { "not \($0.written)" }
      + (exceptions.isEmpty ? [] : ["except \(exceptions.joined(separator: ", "))"])).joined(separator: ", ")
  }

  /// Whether it takes every place that `other` could take, whatever the message is.
  package func hides(_ other: Rule) -> Bool {
    func asksNoMore(_ own: [Condition], _ theirs: [Condition]) -> Bool {
      own.allSatisfy { condition in theirs.contains { $0.written == condition.written } }
    }
    switch (action, other.action) {
    // What is added does not take a place, and a name is a place of its own.
    case (.add, _), (_, .add), (.rename, .rename): return false
    case (.rename, _), (_, .rename): return false
    // A parameter that is missing can still be put there.
    case (_, .parameter(_, addsMissing: true)): return false
    default: break
    }
    guard value == nil || value == other.value, asksNoMore(conditions, other.conditions),
      asksNoMore(exclusions, other.exclusions), exceptions.allSatisfy(other.exceptions.contains)
    else { return false }
    if slots.isEmpty { return other.slots.isEmpty }
    let wholeLines =
      switch action {
      case .line, .drop, .keep: true
      case .field(let field): field.line != nil
      case .set, .parameter, .add, .rename, .disguise: false
      }
    guard !other.slots.isEmpty else { return false }
    return other.slots.allSatisfy { slot in slots.contains { $0.covers(slot, wholeLines: wholeLines) } }
  }
}
