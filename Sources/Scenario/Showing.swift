package import Capture
package import Diagnostics
package import Dialog
import RuleEngine
import Templates

/// One call for a person to look at: its ladder, and a page that draws it.
package struct Showing {
  package struct Options: Sendable {
    package var sipPort: UInt16?
    package var selection: Selection
    /// The number of the only leg that is shown; nil for all of them.
    package var leg: Int?
    /// What disguises the call; nothing does when there are none.
    package var ruleFiles: [String]
    package var templateFolders: [String]

    package init(
      sipPort: UInt16? = nil,
      selection: Selection = .first,
      leg: Int? = nil,
      ruleFiles: [String] = [],
      templateFolders: [String] = []
    ) {
      self.sipPort = sipPort
      self.selection = selection
      self.leg = leg
      self.ruleFiles = ruleFiles
      self.templateFolders = templateFolders
    }
  }

  package let ladder: Ladder
  package let findings: Findings
  private let call: Call
  private let leg: Leg
  private let templates: FormatTemplates

  /// Rules need some target; no call is told apart by it.
  private static let anyTarget = "gossipper"

  /// Reads the capture for the call, and where a reading does not keep its media once more for loss and jitter.
  ///
  /// Throws `Failure` when rules, templates or the capture are wrong, or when there is no such call or leg.
  package init(_ capture: CaptureSet, _ options: Options) throws(Failure) {
    var findings = Findings()
    let rules = try RuleCatalog.ruleSet(target: Self.anyTarget, files: options.ruleFiles)
    templates = try TemplateCatalog.templates(
      Format.page,
      target: rules.target.name,
      folders: options.templateFolders,
      findings: &findings
    )
    Self.checkUse(of: options.templateFolders, target: rules.target.name, &findings)
    let found = try CaptureSurvey(capture, sipPort: options.sipPort).survey(keeping: options.selection)
    findings.add(contentsOf: found.findings)
    let captured = try capture.measured([try found.chosen(options.selection)], from: found.recording.tape)
    call = Disguising(captured[0], rules: rules).call
    leg = try call.leg(options.leg ?? 1, in: capture.name)
    ladder = Ladder(
      call,
      leg: options.leg,
      capture: Disguising.path(of: capture.name, rules: rules).lastPathComponent
    )
    self.findings = findings
  }

  /// Warns of folders that have nothing for a page: their templates stand one folder too high.
  private static func checkUse(of folders: [String], target: String, _ findings: inout Findings) {
    for folder in folders where !UserTemplates(folder, into: &findings).touched(target: target).contains(Format.page) {
      findings.warning(
        "unused-folder",
        "nothing in it is for the page: that would stand in \(folder)/\(Format.page)",
        at: Location(file: folder)
      )
    }
  }

  /// The ladder as one file for a browser, which needs nothing else.
  ///
  /// Throws `Failure` (`rules`) when a template can't be filled in.
  package func page() throws(Failure) -> [UInt8] {
    guard let output = templates.format.files.first(where: { $0.subject == .call }) else {
      throw Failure(
        .rules,
        "no-page",
        "the format '\(Format.page)' writes no file for the call: one of its files needs 'for: call'",
        at: Location(file: templates.format.file)
      )
    }
    let context = CallContext(call, leg: leg, ladder: ladder, for: templates.templates)
    return try templates.templates.render(output.template, context.fields).bytes
  }

  /// Writes the page to `path`: all of it or nothing.
  ///
  /// Throws `Failure` (`refused`) when something else stands there and `force` is not given, or when the disk refuses.
  package func write(to path: String, force: Bool) throws(Failure) {
    _ = try NewFiles([(path, try page())]).write(force: force)
  }
}
