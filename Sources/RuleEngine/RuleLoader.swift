package import Diagnostics
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
      let name = keys.scalar(RuleFileKey.name.rawValue, required: true)?.value ?? file
      let extends = references(.extends, from: &keys)
      let disabled = references(.disable, from: &keys)
      let templates = references(.templates, from: &keys)
      let rules = keys.list(RuleFileKey.map.rawValue).compactMap { rule($0, into: &keys.findings) }
      reportRepetitions(rules, into: &keys.findings)
      let examples = keys.list(RuleFileKey.examples.rawValue).compactMap {
        ExampleLoader.example($0, into: &keys.findings)
      }
      let target = keys.mapping(RuleFileKey.target.rawValue) { TargetLoader.target(named: name, from: &$0) }
      return RuleFile(
        file: file,
        name: name,
        extends: extends,
        disabled: disabled,
        templates: templates,
        rules: rules,
        examples: examples,
        target: target
      )
    }
  }

  private func references(_ key: RuleFileKey, from keys: inout Keys) -> [RuleFile.Reference] {
    keys.oneOrMany(key.rawValue).map { RuleFile.Reference(name: $0.value, location: $0.location) }
  }

  private func checkFormat(_ keys: inout Keys) {
    guard let format = keys.integer(RuleFileKey.rules.rawValue, required: true), format != RuleFile.newestFormat else {
      return
    }
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
      let id = keys.scalar(RuleKey.id.rawValue, required: true)
      let slots = keys.oneOrMany(RuleKey.at.rawValue).compactMap { slot($0, into: &keys.findings) }
      let value = keys.scalar(RuleKey.value.rawValue).flatMap { modelValue($0, into: &keys.findings) }
      let conditions = keys.mapping(RuleKey.when.rawValue) { ConditionLoader.conditions(from: &$0) } ?? []
      let exclusions = keys.mapping(RuleKey.unless.rawValue) { ConditionLoader.conditions(from: &$0) } ?? []
      let exceptions = keys.oneOrMany(RuleKey.except.rawValue).map(\.value)
      let action = ActionLoader.action(from: &keys)
      guard let id, let action else { return nil }
      if case .disguise(let kind) = action {
        DisguiseCheck(kind, keys).report(into: &keys.findings)
      } else if !keys.has(RuleKey.at.rawValue), !keys.has(RuleKey.value.rawValue) {
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

  /// Refuses what an action can't do at a slot.
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
      case .rename:
        if !slot.isHeader {
          findings.error("not-a-header", "rule '\(id)': '\(slot.name)' is no header to be renamed", at: location)
        }
      case .drop:
        if !slot.isDroppable {
          findings.error(
            "not-droppable",
            "rule '\(id)': only a whole line, a parameter or a body can be dropped, not '\(slot.name)'",
            at: location
          )
        }
      case .field(let field):
        if field.line != nil, !slot.isLine {
          findings.error(
            "not-a-line",
            "rule '\(id)': '\(slot.name)' is no whole line: a field with 'line' takes a header or an SDP line",
            at: location
          )
        }
      case .set, .keep, .disguise: break
      }
    }
    if slots.isEmpty {
      switch action {
      case .field(let field) where field.line == nil: break
      case .set, .keep, .disguise: break
      default:
        findings.error(
          "no-slot",
          "rule '\(id)' follows a value, so it can only 'set' or 'keep' it, or make it a 'field'; for a line or "
            + "parameter say 'at'",
          at: location
        )
      }
    }
  }
}
