import ArgumentParser
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

  @Option(help: ArgumentHelp("Which call: its number in the list of calls, or its Call-ID.", valueName: "N|call-id"))
  var call: String?

  @Option(
    help: ArgumentHelp(
      "The engine to write for: \(RuleCatalog.targets.joined(separator: ", ")), or a rule file that describes one.",
      valueName: "target"
    )
  )
  var target = "gossipper"

  @Option(
    help: ArgumentHelp("A rule file to lay over the target's rules; repeatable, the last wins.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var rules: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder of templates that override the built-in ones file by file; repeatable, the last wins.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var templates: [String] = []

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
          selection: call.map(Selection.wanted) ?? .first,
          target: target,
          ruleFiles: rules,
          templateFolders: templates,
          force: force
        )
      )
      let report = try conversion.run()
      console.tell(report.findings)
      try console.show(report) { ReportText(report).text }
    }
  }
}
