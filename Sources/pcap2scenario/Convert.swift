import ArgumentParser
import Scenario

/// The main job.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert a call of a capture into a pair of scenarios with their media (the default)."
  )

  @OptionGroup var input: CaptureArguments

  @Option(
    name: [.customLong("out"), .customLong("out", withSingleDash: true), .customShort("o")],
    help: ArgumentHelp("The folder to write to; made where it is missing.", valueName: "folder"),
    completion: .directory
  )
  var out = "."

  @OptionGroup var scenario: ScenarioArguments

  @Option(
    help: ArgumentHelp(
      "The engine to write for: \(RuleCatalog.targets.joined(separator: ", ")), or a rule file that describes one.",
      valueName: "target"
    )
  )
  var target = "gossipper"

  @Flag(help: "Overwrite files that pcap2scenario did not write, or that were edited since.")
  var force = false

  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      let conversion = Conversion(
        .init(
          capture: input.capture,
          folder: out,
          sipPort: input.port,
          selection: scenario.selection,
          target: target,
          ruleFiles: scenario.rules,
          templateFolders: scenario.templates,
          force: force
        )
      )
      let report = try conversion.run()
      console.tell(report.findings)
      try console.show(report) { ReportText(report).text }
    }
  }
}
