import ArgumentParser
import Diagnostics
import Dialog
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

  @Option(
    help: ArgumentHelp(
      "What to write: \(TemplateCatalog.formats.map(\.name).joined(separator: ", ")), or a format of a --templates folder; "
        + "repeatable.",
      valueName: "format"
    )
  )
  var format: [String] = [Format.scenario]

  @Flag(help: "Overwrite files that pcap2scenario did not write, or that were edited since.")
  var force = false

  @Flag(help: "Convert every call, or those that the options below ask for, each into a folder of its own under -out.")
  var all = false

  @OptionGroup var wanted: CallFilterArguments
  @OptionGroup var output: OutputArguments

  func validate() throws {
    if all, scenario.call.call != nil || scenario.leg != 1 {
      throw ValidationError("--all takes every call by its first leg: leave out --call and --leg")
    }
    if !all, !wanted.filter.isEmpty {
      throw ValidationError(
        "--from, --to, --method, --outcome, --since and --until choose among many: add --all, or pick one by --call"
      )
    }
  }

  func run() throws {
    try Console(output).run { console throws in
      let conversion = try Conversion(
        .init(
          captures: input.captures,
          filter: input.filter,
          folder: out,
          sipPort: input.port,
          selection: scenario.call.selection,
          leg: scenario.leg,
          target: target,
          ruleFiles: scenario.rules,
          templateFolders: scenario.templates,
          formats: format,
          force: force
        )
      )
      if all {
        let report = try conversion.runAll(wanted.filter)
        console.tell(report.findings)
        try console.show(report) { CollectionText(report).text }
        if !report.refused.isEmpty { throw ExitCode(Failure.Cause.refused.rawValue) }
      } else {
        let report = try conversion.run()
        console.tell(report.findings)
        try console.show(report) { ReportText(report).text }
      }
    }
  }
}
