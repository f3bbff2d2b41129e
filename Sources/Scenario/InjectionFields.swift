package import Diagnostics
package import Dialog
import RuleEngine
import Wire

/// The captured values of a call that rules made fields of files, such as SIPp's `[field0]`.
///
/// A column holds one value a call: what would need another one stays as it was captured, and is told.
package struct InjectionFields: Sendable {
  private let format: InjectionFormat?
  private let leg: Leg
  /// The values by file and column.
  private var values: [String: [Int: String]] = [:]
  /// The files that each role's messages speak of.
  private var used: [PartyRole: Set<String>] = [:]
  package private(set) var findings = Findings()

  init(_ format: InjectionFormat?, leg: Leg) {
    self.format = format
    self.leg = leg
  }

  /// The files of a role, sorted.
  package func names(usedBy role: PartyRole) -> [String] { (used[role] ?? []).sorted() }

  /// Which columns have a value, by file.
  var columns: [String: Set<Int>] { values.mapValues { Set($0.keys) } }

  /// The files with what they hold: a line of this call, and behind it one of each of `others`.
  func files(with others: [InjectionFields] = []) -> [String: [UInt8]] {
    guard let format else { return [:] }
    var files: [String: [UInt8]] = [:]
    for (file, columns) in values {
      let highest = columns.keys.max() ?? 0
      let rows = ([self] + others).map { call in
        (0...highest).map { call.values[file]?[$0] ?? "" }.joined(separator: format.separator) + "\n"
      }
      files[file] = Array("\(format.heading)\n\(rows.joined())".utf8)
    }
    return files
  }

  /// The steps of a role, with those fields only that can hold what was captured.
  mutating func filled(_ steps: [Step], of role: PartyRole) -> [Step] {
    steps.map { step in
      guard case .send(var send) = step.kind else { return step }
      let message = send.message
      send.message = message.keeping { range, rule in
        guard case .field(let field) = rule.action else { return true }
        if field.line != nil {
          putLine(field, of: rule, by: role)
          return true
        }
        return take(message.bytes.text(range), for: field, of: rule, in: send.title, by: role)
      }
      var step = step
      step.kind = .send(send)
      return step
    }
  }

  /// Puts what a rule says itself into a column.
  private mutating func putLine(_ field: FieldReference, of rule: Rule, by role: PartyRole) {
    guard let format else { return }
    var user = leg[role].authUser
    // It stands in quotes, and `]` ends what the engine fills in.
    if format.obstacle(to: user) != nil || user.contains(where: { $0 == "\"" || $0 == "]" }) {
      findings.warning(
        "field-value",
        "rule '\(rule.id)': '\(user)' can't stand in \(field.file), which has 'user' instead",
        at: field.location
      )
      user = "user"
    }
    values[field.file, default: [:]][field.column] = field.line(authUser: user)
    used[role, default: []].insert(field.file)
  }

  private mutating func take(
    _ value: String,
    for field: FieldReference,
    of rule: Rule,
    in title: String,
    by role: PartyRole
  ) -> Bool {
    guard !value.isEmpty, let format else { return false }
    if let obstacle = format.obstacle(to: value) {
      findings.warning(
        "field-value",
        "rule '\(rule.id)': '\(value)' of the \(title) stays as captured: \(obstacle)",
        at: field.location
      )
      return false
    }
    if let known = values[field.file]?[field.column], known != value {
      findings.warning(
        "field-conflict",
        "rule '\(rule.id)': column \(field.column) of \(field.file) holds '\(known)' already, so '\(value)' of the "
          + "\(title) stays as captured: give it a column of its own, or say 'when' the rule applies",
        at: field.location
      )
      return false
    }
    values[field.file, default: [:]][field.column] = value
    used[role, default: []].insert(field.file)
    return true
  }
}
