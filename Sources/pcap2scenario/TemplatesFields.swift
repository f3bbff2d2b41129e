import ArgumentParser
import Scenario

/// Prints everything that a template can use.
struct TemplatesFields: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields",
    abstract: "Print every name that a template can use, as tables of Markdown."
  )

  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      try console.show(FieldTable.all) { FieldTable.all.map(\.text).joined(separator: "\n") }
    }
  }
}
