import ArgumentParser
import Capture
import Dialog
import Scenario

/// Lists the calls of a capture.
struct Calls: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the calls of a capture.")

  @OptionGroup var input: CaptureArguments
  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      let file = try CaptureFile(input.capture)
      let found = try CaptureSurvey(file, sipPort: input.port).survey(keeping: .none)
      if found.summaries.isEmpty { _ = try found.chosen(.first, of: input.capture) }
      console.tell(found.findings)
      try console.show(found.summaries) { CallTable(found.summaries).text }
    }
  }
}
