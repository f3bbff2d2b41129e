import Diagnostics
import YAML

/// What a rule that disguises may say besides.
struct DisguiseCheck {
  private let kind: DisguiseKind
  private let keys: Keys

  init(_ kind: DisguiseKind, _ keys: Keys) {
    self.kind = kind
    self.keys = keys
  }

  func report(into findings: inout Findings) {
    for key in ["value", "when", "unless", "absent"] where keys.has(key) {
      findings.error(
        "disguise-everywhere",
        "a rule with 'disguise' holds for the whole call: it takes 'at' and 'except', not '\(key)'",
        at: keys.location
      )
    }
    if !keys.has("at"), !kind.hasForm {
      findings.error(
        "no-form",
        "'disguise: \(kind.rawValue)' needs 'at': a \(kind.rawValue) can't be told by its form",
        at: keys.location
      )
    }
    if keys.has("at"), !kind.isText {
      findings.error(
        "no-slot-of-media",
        "'disguise: \(kind.rawValue)' is about media, which has no slots: leave 'at' out",
        at: keys.location
      )
    }
  }
}
