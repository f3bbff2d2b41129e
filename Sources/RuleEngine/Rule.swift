package import Diagnostics
package import SIP

/// One rule of a mapping: where, when, and what stands there instead.
package struct Rule: Sendable {
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

  package init(
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

/// What a rule does with the place that it found.
package enum Action: Sendable {
  /// Replaces the value of the slot.
  case set(Replacement)
  /// Replaces the header or SDP line; where several lines were found, the first, and the others go.
  case line(Replacement)
  /// Replaces the parameter together with its semicolon.
  case parameter(Replacement)
  /// Takes the line or the parameter away.
  case drop
  /// Leaves it as captured, against every rule of less weight.
  case keep
  /// Adds a line behind the last line of the slot's header, where no other line of header `unless` stands.
  case add(Replacement, absent: HeaderName?)
  /// Says that what stands there, or what has that form, is an identity: the call is told with another in its place.
  case disguise(DisguiseKind)
}

/// The text that a rule puts in place: the engine's own keywords, and `{name}` for what the plan knows.
package struct Replacement: Sendable {
  package let text: String
  /// Where it is written.
  package let location: Location

  package init(_ text: String, at location: Location) {
    self.text = text
    self.location = location
  }

  /// The names that may stand in braces.
  package static let placeholders = ["transaction", "tag", "caller_tag"]

  /// The text with `{transaction}`, `{tag}` and `{caller_tag}` replaced by their numbers.
  func text(for facts: MessageFacts) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    let numbers = ["transaction": facts.transaction, "tag": facts.tag, "caller_tag": facts.callerTag]
    return numbers.reduce(text) { text, number in
      text.split(separator: "{\(number.key)}", omittingEmptySubsequences: false).joined(separator: String(number.value))
    }
  }
}
