package import Diagnostics

/// The rules of all layers, as they apply.
///
/// Which rule wins a place that several mean: the one of the last layer; in one layer the more specific; of equal
/// ones the first.
package struct RuleSet: Sendable {
  package let target: Target
  /// Every effective rule, the weightiest first.
  package let byWeight: [Rule]
  /// What is disguised before any other rule is asked, in the same order.
  package let disguises: [Rule]

  /// Lays `layers` over each other, the first lowest.
  ///
  /// A rule takes the place of one with the same id in a lower layer, `disable` switches one off, and an unknown
  /// variable or an id that is not there is an error in `findings`.
  package init(layers: [RuleFile], target: Target, findings: inout Findings) {
    self.target = target
    var effective: [(rule: Rule, layer: Int, order: Int)] = []
    for (layer, file) in layers.enumerated() {
      for disabled in file.disabled {
        let before = effective.count
        effective.removeAll { $0.rule.id == disabled.name }
        if effective.count == before {
          let ids = effective.map(\.rule.id)
          findings.error(
            "unknown-rule",
            "no rule below this file has the id '\(disabled.name)'"
              + Spelling.suggestion(for: disabled.name, among: ids),
            at: disabled.location
          )
        }
      }
      for (order, rule) in file.rules.enumerated() {
        effective.removeAll { $0.rule.id == rule.id }
        effective.append((rule, layer, order))
      }
    }
    let sorted = effective.sorted {
      ($1.layer, $1.rule.weight, $0.order) < ($0.layer, $0.rule.weight, $1.order)
    }.map(\.rule)
    disguises = sorted.filter { $0.disguiseKind != nil }
    byWeight = sorted.filter { $0.disguiseKind == nil }
    for rule in byWeight { target.checkVariables(of: rule, findings: &findings) }
  }
}
