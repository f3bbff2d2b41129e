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
      let found = try CaptureSurvey(try input.open(), sipPort: input.port).survey(keeping: .none)
      console.keep(found)
      let calls = try found.matching(wanted.filter)
      console.tell(found.findings)
      try console.show(calls, inPieces: { CallTable(calls).texts })
    }
  }
}
