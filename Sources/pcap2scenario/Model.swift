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

  @OptionGroup var wanted: CallFilterArguments
  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      let survey = CaptureSurvey(try input.open(), sipPort: input.port)
      let found: CaptureSurvey.Found
      let calls: [Call]
      if let call {
        found = try survey.survey(keeping: .wanted(call))
        calls = [try found.chosen(.wanted(call))]
      } else {
        found = try survey.survey(keeping: wanted.filter)
        let numbers = Set(try found.matching(wanted.filter).map(\.number))
        calls = found.recording.calls.filter { numbers.contains($0.number) }
      }
      console.tell(found.findings)
      try console.show(DialogModel(capture: found.capture.name.lastPathComponent, calls: calls))
    }
  }
}
