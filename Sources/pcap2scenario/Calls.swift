import ArgumentParser
import Capture
import Dialog
import Scenario

/// Lists the calls of a capture.
struct Calls: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the calls of a capture.",
    discussion: """
      Every Call-ID is one line; what is asked of them must all hold. MEDIA counts the packets of the first leg, LEGS the \
      pairs of hosts between which the Call-ID was seen; --json names both.
      """
  )

  @OptionGroup var input: CaptureArguments
  @OptionGroup var wanted: CallFilterArguments
  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      let file = try CaptureFile(input.capture, filter: input.filter)
      let found = try CaptureSurvey(file, sipPort: input.port).survey(keeping: .none)
      let calls = try found.matching(wanted.filter, of: input.capture)
      console.tell(found.findings)
      try console.show(calls) { CallTable(calls).text }
    }
  }
}
