import Diagnostics
import Dialog
import RuleEngine
import Scenario

extension CaptureInput {
  /// What a call can be written for.
  static let targets: [(RuleSet, FormatTemplates)] = RuleCatalog.targets.map { name in
    do throws(Failure) {
      var findings = Findings()
      let rules = try RuleCatalog.ruleSet(target: name, files: [])
      return (rules, try TemplateCatalog.templates(target: name, folders: [], findings: &findings))
    } catch { fatalError("\(name): \(error.findings.all)") }
  }

  /// Plans and writes every leg of a call.
  static func plan(_ call: Call, _ rules: RuleSet, _ templates: FormatTemplates) {
    for leg in call.legs {
      var findings = Findings()
      let pair = Planner(rules: rules, capture: "fuzz.pcap").pair(call, leg: leg, findings: &findings)
      do throws(Failure) {
        _ = try ScenarioRenderer(target: rules.target, templates: templates).files(pair)
      } catch { precondition(error.cause == .refused, "\(error.findings.all)") }
    }
  }
}
