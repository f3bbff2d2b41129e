import ArgumentParser
import Capture
import Diagnostics
import Dialog
import RuleEngine
import Scenario

/// Tells everything that is wrong with rule files, and what is odd.
struct RulesCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell everything that is wrong with rule files, each with its line and column."
  )

  @OptionGroup var rules: RuleArguments

  @Option(help: ArgumentHelp("Warn about rules that find nothing in any call of this capture.", valueName: "capture"))
  var capture: String?

  @OptionGroup var output: OutputArguments

  func validate() throws {
    if rules.files.isEmpty { throw ValidationError("name the rule files to check") }
  }

  /// What is printed.
  private struct Result: Encodable {
    let files: [String]
    let target: String
    let rules: Int
    let diagnostics: [Diagnostic]
  }

  func run() throws {
    try Console(output).run { console throws in
      let set = try RuleCatalog.ruleSet(target: rules.target, files: rules.files)
      let review = RuleReview(set, of: rules.paths)
      var findings = review.hidden
      if let capture {
        let found = try CaptureSurvey(try CaptureSet([capture]), sipPort: nil).survey(keeping: .all)
        var ignored = Findings()
        let planner = Planner(rules: set, capture: capture)
        let pairs = found.recording.calls.flatMap { call in
          call.legs.map { planner.pair(call, leg: $0, findings: &ignored) }
        }
        findings.add(contentsOf: review.idle(in: pairs, of: capture))
      }
      console.tell(findings)
      let result = Result(
        files: rules.files,
        target: set.target.name,
        rules: set.byWeight.count { rules.paths.contains($0.location.file) },
        diagnostics: findings.all
      )
      try console.show(result) {
        let rules =
          result.rules == 1 ? "1 rule for \(result.target) is" : "\(result.rules) rules for \(result.target) are"
        return "\(rules) right in \(result.files.joined(separator: ", "))".printable + "\n"
      }
    }
  }
}
