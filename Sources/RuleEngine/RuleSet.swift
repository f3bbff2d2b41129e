package import Diagnostics

/// The rules of all layers, as they apply.
///
/// Which rule wins a place that several mean: the one of the last layer; in one layer the more specific; of equal
/// ones the first.
package struct RuleSet: Sendable {
  package let target: Target
  /// Every effective rule, the weightiest first.
  package let byWeight: [Rule]
  /// The files that were laid over each other, the lowest first.
  package let layers: [RuleFile]
  /// What does not apply, in the order in which it was put out.
  package let displaced: [Displacement]

  /// A rule of a lower layer that does not apply.
  package struct Displacement: Sendable {
    package let rule: Rule
    /// The rule with the same id that took its place; nil for one that was switched off.
    package let successor: Rule?
    /// Where that is written.
    package let location: Location
  }
  /// What is disguised before any other rule is asked, in the same order.
  package let disguises: [Rule]

  /// Lays `layers` over each other, the first lowest.
  ///
  /// A rule takes the place of one with the same id in a lower layer, `disable` switches one off, and an unknown
  /// variable or an id that is not there is an error in `findings`.
  package init(layers: [RuleFile], target: Target, findings: inout Findings) {
    self.target = target
    self.layers = layers
    var effective: [(rule: Rule, layer: Int, order: Int)] = []
    var displaced: [Displacement] = []
    for (layer, file) in layers.enumerated() {
      for disabled in file.disabled {
        let before = effective.filter { $0.rule.id == disabled.name }
        effective.removeAll { $0.rule.id == disabled.name }
        displaced += before.map { Displacement(rule: $0.rule, successor: nil, location: disabled.location) }
        if before.isEmpty {
          let ids = effective.map(\.rule.id)
          findings.error(
            "unknown-rule",
            "no rule below this file has the id '\(disabled.name)'"
              + Spelling.suggestion(for: disabled.name, among: ids),
            at: disabled.location
          )
        }
      }
      for (order, rule) in file.rules.enumerated() where rule.isFor(target) {
        displaced += effective.filter { $0.rule.id == rule.id }.map {
          Displacement(rule: $0.rule, successor: rule, location: rule.location)
        }
        effective.removeAll { $0.rule.id == rule.id }
        effective.append((rule, layer, order))
      }
    }
    self.displaced = displaced
    let sorted = effective.sorted {
      ($1.layer, $1.rule.weight, $0.order) < ($0.layer, $0.rule.weight, $1.order)
    }.map(\.rule)
    disguises = sorted.filter { $0.disguiseKind != nil }
    byWeight = sorted.filter { $0.disguiseKind == nil }
    for rule in byWeight { target.checkVariables(of: rule, findings: &findings) }
  }
}

extension Rule {
  /// Whether nothing in its conditions rules the target out.
  fileprivate func isFor(_ target: Target) -> Bool {
    func names(_ condition: Condition) -> Bool? {
      if case .target(let names) = condition.test { names.contains(target.name) } else { nil }
    }
    return !conditions.contains { names($0) == false } && !exclusions.contains { names($0) == true }
  }
}
