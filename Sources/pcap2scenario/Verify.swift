import ArgumentParser
import Replay
import Scenario

/// Replays a conversion and compares.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replay a call by stock SIPp on loopback, and compare what went over the wire with the capture.",
    discussion: """
      Messages, headers, bodies, packets and their times must be those of the capture, except what rules renewed; what \
      differs is listed with its frames and the rule that had its hand in it. The exit code is 0 only when nothing does. \
      Needs sipp, and the right to open raw sockets (root, or CAP_NET_RAW for both programs).
      """
  )

  @OptionGroup var input: CaptureArguments
  @OptionGroup var scenario: ScenarioArguments

  @Option(
    help: ArgumentHelp("The target to write for: one that SIPp runs.", valueName: "target")
  )
  var target = "sipp"

  @Option(help: ArgumentHelp("The SIPp to replay with: its path, or its name in the PATH.", valueName: "program"))
  var engine = "sipp"

  @Option(
    help: ArgumentHelp(
      "Replay the scenarios in this folder, edited by hand perhaps, instead of those that come out now.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var scenarios: String?

  @Option(
    help: ArgumentHelp(
      "Keep the scenarios, the recording of the replay (wire.pcap) and the engines' logs in this folder.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var keep: String?

  @Option(help: ArgumentHelp("How many milliseconds early or late is still in time.", valueName: "ms"))
  var tolerance: UInt16 = 250

  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      let engine = try Engine(engine)
      let workplace = try keep.map(Workplace.init(kept:)) ?? Workplace()
      let report = try Verification(
        .init(
          conversion: .init(
            captures: input.captures,
            filter: input.filter,
            folder: workplace.path,
            sipPort: input.port,
            selection: scenario.call.selection,
            leg: scenario.leg,
            target: target,
            ruleFiles: scenario.rules,
            templateFolders: scenario.templates,
            force: false
          ),
          scenarios: scenarios,
          folder: workplace.path,
          engine: engine,
          tolerance: Int(tolerance)
        )
      ).run()
      console.tell(report.findings)
      try console.show(report) { VerificationText(report).text }
      if !report.isTrue { throw ExitCode(1) }
    }
  }
}
