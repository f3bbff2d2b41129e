import ArgumentParser
import RuleEngine
import Scenario

/// Prints the format for editors.
struct RulesSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of rule files, for editors that check while one writes."
  )

  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in try console.show(RuleSchema.document) }
  }
}
