import ArgumentParser
import Diagnostics
import RuleEngine
import Scenario

/// Tells what an engine would refuse in scenarios that somebody edited.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what an engine would refuse in scenario files, each with its line and column.",
    discussion: """
      Scenarios that were edited, or written by hand, are read as the engine would read them: XML that is not well-formed, \
      elements and words in brackets that it doesn't know, messages out of their place, variables that nothing sets. What \
      it only passes over is a warning, and so is media that does not stand beside the scenario.

      The exit code is 3 when the engine would refuse one of the files. What a key of -key brings is described by a rule \
      file for --target.
      """
  )

  @Argument(help: "Scenario files.", completion: .file(extensions: ["xml"]))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The engine: \(RuleCatalog.targets.joined(separator: ", ")), or a rule file that describes one.",
      valueName: "target"
    )
  )
  var target = "gossipper"

  @OptionGroup var output: OutputArguments

  /// What is printed.
  private struct Result: Encodable {
    let files: [String]
    let target: String
    let diagnostics: [Diagnostic]
  }

  func run() throws {
    try Console(output).run { console throws in
      let engine = try RuleCatalog.ruleSet(target: target, files: []).target
      var review = ScenarioReview(for: engine)
      for file in files { review.read(file) }
      let findings = review.findings
      // Who asks for JSON wants the findings above all when there are errors among them.
      try console.show(Result(files: files, target: engine.name, diagnostics: findings.all)) {
        findings.hasErrors ? "" : text(engine).printable + "\n"
      }
      try findings.check(.rules)
      console.tell(findings)
    }
  }

  private func text(_ engine: Target) -> String {
    let scenarios = files.count == 1 ? "1 scenario is" : "\(files.count) scenarios are"
    return "\(scenarios) right for \(engine.name): \(files.joined(separator: ", "))"
  }
}
