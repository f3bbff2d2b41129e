import ArgumentParser
import Scenario

/// What a lab needs to write rules of its own.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check, show, explain and test rules: what captured values become.",
    subcommands: [RulesCheck.self, RulesShow.self, RulesExplain.self, RulesTest.self, RulesInit.self, RulesSchema.self]
  )
}

/// Which rules are meant.
struct RuleArguments: ParsableArguments {
  @Argument(
    help: "Rule files, or names of built-in rule sets, laid over the target's rules; the last wins.",
    completion: .file(extensions: ["yaml"])
  )
  var files: [String] = []

  /// Where what is written in them is told to be.
  var paths: [String] { files.map { RuleCatalog.path(of: $0) } }

  @Option(
    help: ArgumentHelp(
      "The engine: \(RuleCatalog.targets.joined(separator: ", ")), or a rule file that describes one.",
      valueName: "target"
    )
  )
  var target = "gossipper"
}
