import ArgumentParser
import Capture
import Dialog
import Scenario

/// Prints the normalised model.
struct Model: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the dialog model of a capture's calls as JSON.",
    discussion: "Values of credentials are blotted out. The format is described in Sources/README.md."
  )

  @OptionGroup var input: CaptureArguments

  @Option(
    help: ArgumentHelp("Only this call: its number in the list of calls, or its Call-ID.", valueName: "N|call-id")
  )
  var call: String?

  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      let selection = call.map(Selection.wanted) ?? .all
      let file = try CaptureFile(input.capture)
      let found = try CaptureSurvey(file, sipPort: input.port).survey(keeping: selection)
      let calls =
        call == nil && !found.recording.calls.isEmpty
        ? found.recording.calls : [try found.chosen(selection, of: input.capture)]
      console.tell(found.findings)
      try console.show(DialogModel(capture: input.capture.lastPathComponent, calls: calls))
    }
  }
}
