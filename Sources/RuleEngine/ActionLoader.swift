import Diagnostics
import SIP
import Wire
import YAML

/// Reads the one thing that a rule does.
enum ActionLoader {
  private enum Missing: String, CaseIterable {
    case add
  }

  /// What `missing` takes, for the schema.
  static let missing = Missing.allCases.map(\.rawValue)

  static func action(from keys: inout Keys) -> Action? {
    let absent = keys.scalar("absent").map { HeaderName($0.value) }
    let addsMissing = keys.choice("missing", of: Missing.self) != nil
    let before = keys.findings.all.count
    let actions = ActionKey.allCases.compactMap { action($0, from: &keys, absent: absent, addsMissing: addsMissing) }
    if actions.count == 1 { return actions[0] }
    // What is wrong with one of the keys itself has been told.
    if keys.findings.all.count == before {
      keys.findings.error(
        "one-action",
        "a rule does one thing: one of set, param, line, rename, field, add, drop: true, keep: true or disguise"
          + (actions.isEmpty ? "" : ", not \(actions.count)"),
        at: keys.location
      )
    }
    return nil
  }

  private static func action(
    _ key: ActionKey,
    from keys: inout Keys,
    absent: HeaderName?,
    addsMissing: Bool
  ) -> Action? {
    switch key {
    case .set: text(key, from: &keys).map(Action.set)
    case .line: text(key, from: &keys).map(Action.line)
    case .param: text(key, from: &keys).map { .parameter($0, addsMissing: addsMissing) }
    case .add: text(key, from: &keys).map { .add($0, absent: absent) }
    case .rename: name(from: &keys).map(Action.rename)
    case .field: field(from: &keys).map(Action.field)
    case .drop: keys.flag(key.rawValue) == true ? .drop : nil
    case .keep: keys.flag(key.rawValue) == true ? .keep : nil
    case .disguise: keys.choice(key.rawValue, of: DisguiseKind.self).map(Action.disguise)
    }
  }

  private static func text(_ key: ActionKey, from keys: inout Keys) -> Replacement? {
    guard let text = keys.scalar(key.rawValue) else { return nil }
    checkPlaceholders(of: text, known: Replacement.placeholders, into: &keys.findings)
    return Replacement(text.value, at: text.location)
  }

  private static func checkPlaceholders(of text: Located<String>, known: [String], into findings: inout Findings) {
    for piece in text.value.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
      guard let close = piece.firstIndex(of: "}") else { continue }
      let name = String(piece[..<close])
      if !known.contains(name) {
        findings.error(
          "unknown-placeholder",
          "unknown placeholder '{\(name)}'" + Spelling.suggestion(for: name, among: known)
            + "; known: " + known.map { "{\($0)}" }.joined(separator: ", "),
          at: text.location
        )
      }
    }
  }

  private static func name(from keys: inout Keys) -> Replacement? {
    guard let name = keys.scalar(ActionKey.rename.rawValue) else { return nil }
    guard !name.value.isEmpty, name.value.utf8.allSatisfy(\.isToken) else {
      keys.findings.error("header-name", "'\(name.value)' can't be the name of a header", at: name.location)
      return nil
    }
    return Replacement(name.value, at: name.location)
  }

  /// A column, `field: 0`, or `field: { file: users.csv, column: 0 }`.
  private static func field(from keys: inout Keys) -> FieldReference? {
    let key = ActionKey.field.rawValue
    guard let node = keys.node(key) else { return nil }
    guard case .mapping = node.value else {
      return keys.integer(key, in: FieldReference.columns).map {
        FieldReference(file: FieldReference.usualFile, column: $0, line: nil, location: node.location)
      }
    }
    return keys.mapping(key) { keys in
      let file = keys.scalar(FieldKey.file.rawValue)
      let column = keys.integer(FieldKey.column.rawValue, in: FieldReference.columns, required: true)
      let line = keys.scalar(FieldKey.line.rawValue)
      if let line { checkPlaceholders(of: line, known: FieldReference.placeholders, into: &keys.findings) }
      if let file, !FieldReference.isFileName(file.value) {
        keys.findings.error(
          "file-name",
          "'\(file.value)' can't name an injection file: write letters, digits, '_' and '.', and no folder",
          at: file.location
        )
        return nil
      }
      return column.map {
        FieldReference(
          file: file?.value ?? FieldReference.usualFile,
          column: $0,
          line: line.map { Replacement($0.value, at: $0.location) },
          location: node.location
        )
      }
    }
  }
}
