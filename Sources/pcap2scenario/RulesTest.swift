import ArgumentParser
import Diagnostics
import RuleEngine
import Scenario

/// Runs the examples of rule files.
struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the examples of rule files: captured lines in, expected lines out."
  )

  @OptionGroup var rules: RuleArguments
  @OptionGroup var output: OutputArguments

  func validate() throws {
    if rules.files.isEmpty { throw ValidationError("name the rule files to test") }
  }

  private struct Result: Encodable {
    let examples: Int
    let failed: Int
    let diagnostics: [Diagnostic]
  }

  func run() throws {
    try Console(output).run { console throws in
      let set = try RuleCatalog.ruleSet(target: rules.target, files: rules.files)
      let examples = set.layers.filter { rules.paths.contains($0.file) }.flatMap(\.examples).filter {
        $0.isFor(set.target)
      }
      let failures = RuleTrial(set).failures(of: examples)
      console.tell(failures)
      let result = Result(examples: examples.count, failed: failures.all.count, diagnostics: failures.all)
      try console.show(result) {
        "\(result.examples) \(result.examples == 1 ? "example" : "examples"), \(result.failed) failed\n"
      }
      if result.failed > 0 { throw ExitCode(Failure.Cause.rules.rawValue) }
    }
  }
}
