import ArgumentParser
import Diagnostics
import Scenario

/// Writes a rule file to start from.
struct RulesInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented rule file for a lab to start from."
  )

  @Argument(help: "The file to write; never one that is there already.")
  var file = "lab.yaml"

  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      try RuleStarter.write(to: file)
      try console.show(["file": file]) {
        "\(file) is written; 'pcap2scenario rules test \(file)' runs its example\n"
      }
    }
  }
}
