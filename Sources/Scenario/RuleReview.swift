package import Diagnostics
package import RuleEngine

/// What is odd about rules that are right in themselves.
package struct RuleReview {
  private let rules: RuleSet
  private let files: [String]

  /// - Parameters:
  ///   - rules: the rules as they apply.
  ///   - files: the user's own: the built-in ones are not reviewed.
  package init(_ rules: RuleSet, of files: [String]) {
    self.rules = rules
    self.files = files
  }

  private var own: [Rule] { rules.byWeight.filter { files.contains($0.location.file) } }

  /// A warning for each rule that a weightier one leaves nothing of.
  package var hidden: Findings {
    var findings = Findings()
    for (index, rule) in rules.byWeight.enumerated() where files.contains(rule.location.file) {
      guard let other = rules.byWeight[..<index].first(where: { $0.hides(rule) }) else { continue }
      findings.warning(
        "hidden-rule",
        "rule '\(rule.id)' never applies: '\(other.id)' (\(other.location)) takes all of its places",
        at: rule.location
      )
    }
    return findings.inOrderOfPlaces
  }

  /// A warning for each rule that found nothing in the messages of `pairs`.
  package func idle(in pairs: [Pair], of capture: String) -> Findings {
    var used: Set<String> = []
    for message in pairs.flatMap(\.messages).map(\.rewritten) {
      used.formUnion(message.kept.map(\.rule.id))
      for case .replaced(_, _, let rule) in message.pieces { used.insert(rule.id) }
    }
    var findings = Findings()
    for rule in own where !used.contains(rule.id) {
      findings.warning("idle-rule", "rule '\(rule.id)' found nothing in \(capture)", at: rule.location)
    }
    return findings.inOrderOfPlaces
  }
}
