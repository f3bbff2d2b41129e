import ArgumentParser
import Capture
import Diagnostics
import Dialog
import RuleEngine
import Scenario

/// Tells everything that is wrong with folders of templates.
struct TemplatesCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell everything that is wrong with folders of templates, each with its line and column."
  )

  @Argument(help: "Folders, laid over the built-in templates; the last wins.", completion: .directory)
  var folders: [String]

  @Option(
    help: ArgumentHelp(
      "Only for this engine: \(RuleCatalog.targets.joined(separator: ", ")), or a rule file that describes one; all of "
        + "them when left out.",
      valueName: "target"
    )
  )
  var target: String?

  @Option(
    help: ArgumentHelp(
      "Write every call of this capture as well, and tell what the engine would refuse.",
      valueName: "capture"
    )
  )
  var capture: String?

  @OptionGroup var output: OutputArguments

  /// What is printed.
  private struct Result: Encodable {
    let folders: [String]
    let targets: [String]
    let formats: [String]
    let templates: Int
    let calls: Int
    let diagnostics: [Diagnostic]
  }

  func run() throws {
    try Console(output).run { console throws in
      var targets: [RuleSet] = []
      for name in target.map({ [$0] }) ?? RuleCatalog.targets {
        targets.append(try RuleCatalog.ruleSet(target: name, files: []))
      }
      var review = TemplateReview(folders, for: targets)
      var calls = 0
      if let capture {
        let found = try CaptureSurvey(try CaptureSet([capture]), sipPort: nil).survey(keeping: .all)
        for call in found.recording.calls { review.tryOut(call, of: capture.lastPathComponent) }
        calls = found.recording.calls.count
      }
      try review.findings.check(.rules)
      console.tell(review.findings)
      let result = Result(
        folders: folders,
        targets: targets.map(\.target.name),
        formats: review.formats,
        templates: review.templates,
        calls: calls,
        diagnostics: review.findings.all
      )
      try console.show(result) { text(of: result).printable + "\n" }
    }
  }

  private func text(of result: Result) -> String {
    let templates = result.templates == 1 ? "1 template is" : "\(result.templates) templates are"
    let calls = capture == nil ? "" : ", and wrote \(result.calls == 1 ? "1 call" : "\(result.calls) calls")"
    return
      "\(templates) right in \(result.folders.joined(separator: ", ")) for \(result.targets.joined(separator: ", "))"
      + calls
  }
}
