package import Diagnostics
import Dialog
import SIP
import Wire
import YAML

/// Reads one rule file.
///
/// All of its errors are told at once, each with its place.
package struct RuleLoader {
  private let file: String

  private init(file: String) {
    self.file = file
  }

  /// The rule file in `text`; nil when `findings` say why there is none.
  package static func load(_ text: [UInt8], file: String, into findings: inout Findings) -> RuleFile? {
    guard let root = YAMLDocument.parse(text, file: file, into: &findings) else { return nil }
    return RuleLoader(file: file).ruleFile(root, into: &findings)
  }

  private func ruleFile(_ root: Node, into findings: inout Findings) -> RuleFile? {
    root.read(into: &findings) { keys in
      checkFormat(&keys)
      let name = keys.scalar("name", required: true)?.value ?? file
      let extends = keys.oneOrMany("extends").map { RuleFile.Reference(name: $0.value, location: $0.location) }
      let disabled = keys.oneOrMany("disable").map { RuleFile.Reference(name: $0.value, location: $0.location) }
      let rules = keys.list("map").compactMap { rule($0, into: &keys.findings) }
      reportRepetitions(rules, into: &keys.findings)
      let target = keys.mapping("target") { TargetLoader.target(named: name, from: &$0) }
      return RuleFile(file: file, name: name, extends: extends, disabled: disabled, rules: rules, target: target)
    }
  }

  private func checkFormat(_ keys: inout Keys) {
    guard let format = keys.integer("rules", required: true), format != RuleFile.newestFormat else { return }
    keys.findings.error(
      "rule-format",
      format > RuleFile.newestFormat
        ? "this file is written for format \(format); this program knows format \(RuleFile.newestFormat): update it"
        : "the format counts from 1",
      at: Location(file: file, line: keys.location.line, column: keys.location.column)
    )
  }

  private func reportRepetitions(_ rules: [Rule], into findings: inout Findings) {
    var seen: [String: Location] = [:]
    for rule in rules {
      if let first = seen.updateValue(rule.location, forKey: rule.id) {
        findings.error(
          "repeated-id",
          "the id '\(rule.id)' stands at line \(first.line ?? 0) already: each rule needs its own",
          at: rule.location
        )
      }
    }
  }

  private func rule(_ node: Node, into findings: inout Findings) -> Rule? {
    node.read(into: &findings) { keys in
      let id = keys.scalar("id", required: true)
      let slots = keys.oneOrMany("at").compactMap { slot($0, into: &keys.findings) }
      let value = keys.scalar("value").flatMap { modelValue($0, into: &keys.findings) }
      let conditions = keys.mapping("when") { ConditionLoader.conditions(from: &$0) } ?? []
      let exclusions = keys.mapping("unless") { ConditionLoader.conditions(from: &$0) } ?? []
      let exceptions = keys.oneOrMany("except").map(\.value)
      let absent = keys.scalar("absent").map { HeaderName($0.value) }
      let action = action(from: &keys, absent: absent)
      guard let id, let action else { return nil }
      if case .disguise(let kind) = action {
        DisguiseCheck(kind, keys).report(into: &keys.findings)
      } else if !keys.has("at"), !keys.has("value") {
        keys.findings.error(
          "no-place",
          "rule '\(id.value)' says neither where ('at') nor which value ('value')",
          at: id.location
        )
      }
      check(action, slots: slots, of: id.value, at: id.location, into: &keys.findings)
      return Rule(
        id: id.value,
        slots: slots,
        value: value,
        conditions: conditions,
        exclusions: exclusions,
        exceptions: exceptions,
        action: action,
        location: id.location
      )
    }
  }

  private func slot(_ name: Located<String>, into findings: inout Findings) -> SlotPath? {
    switch SlotPath.parse(name.value) {
    case .success(let slot): return slot
    case .failure(let misnomer):
      findings.error("unknown-slot", misnomer.message, at: name.location)
      return nil
    }
  }

  private func modelValue(_ name: Located<String>, into findings: inout Findings) -> ModelValue? {
    if let value = ModelValue(rawValue: name.value) { return value }
    let names = ModelValue.allCases.map(\.rawValue)
    findings.error(
      "unknown-value",
      "unknown value '\(name.value)'" + Spelling.suggestion(for: name.value, among: names),
      at: name.location
    )
    return nil
  }

  /// The one thing that the rule does.
  private func action(from keys: inout Keys, absent: HeaderName?) -> Action? {
    var actions: [Action] = []
    let texts: [(String, (Replacement) -> Action)] = [
      ("set", Action.set), ("line", Action.line), ("param", Action.parameter),
      ("add", { Action.add($0, absent: absent) }),
    ]
    for (key, make) in texts {
      guard let text = keys.scalar(key) else { continue }
      checkPlaceholders(text, into: &keys.findings)
      actions.append(make(Replacement(text.value, at: text.location)))
    }
    for (key, action) in [("drop", Action.drop), ("keep", Action.keep)] where keys.has(key) {
      if keys.flag(key) == true { actions.append(action) }
    }
    if let kind = keys.choice("disguise", of: DisguiseKind.self) { actions.append(.disguise(kind)) }
    if actions.count == 1 { return actions[0] }
    // What is wrong with the keys themselves has been told.
    if !keys.findings.hasErrors {
      keys.findings.error(
        "one-action",
        "a rule does one thing: one of set, line, param, add, drop: true, keep: true or disguise"
          + (actions.isEmpty ? "" : ", not \(actions.count)"),
        at: keys.location
      )
    }
    return nil
  }

  private func check(
    _ action: Action,
    slots: [SlotPath],
    of id: String,
    at location: Location,
    into findings: inout Findings
  ) {
    for slot in slots {
      switch action {
      case .line, .add:
        if !slot.isLine {
          findings.error(
            "not-a-line",
            "rule '\(id)': '\(slot.name)' is no whole line: 'line' and 'add' take a header or an SDP line",
            at: location
          )
        }
      case .parameter:
        if !slot.isParameter {
          findings.error(
            "not-a-parameter",
            "rule '\(id)': '\(slot.name)' is no parameter: use 'set'",
            at: location
          )
        }
      case .drop:
        if !slot.isLine, !slot.isParameter {
          findings.error(
            "not-droppable",
            "rule '\(id)': only a whole line or a parameter can be dropped, not '\(slot.name)'",
            at: location
          )
        }
      case .set, .keep, .disguise: break
      }
    }
    if slots.isEmpty {
      switch action {
      case .set, .keep, .disguise: break
      default:
        findings.error(
          "no-slot",
          "rule '\(id)' follows a value, so it can only 'set' or 'keep' it; for a line or parameter say 'at'",
          at: location
        )
      }
    }
  }

  private func checkPlaceholders(_ text: Located<String>, into findings: inout Findings) {
    for piece in text.value.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
      guard let close = piece.firstIndex(of: "}") else { continue }
      let name = String(piece[..<close])
      if !Replacement.placeholders.contains(name) {
        findings.error(
          "unknown-placeholder",
          "unknown placeholder '{\(name)}'" + Spelling.suggestion(for: name, among: Replacement.placeholders)
            + "; known: " + Replacement.placeholders.map { "{\($0)}" }.joined(separator: ", "),
          at: text.location
        )
      }
    }
  }
}
