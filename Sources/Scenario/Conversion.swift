import Capture
package import Diagnostics
package import Dialog
import Media
import RuleEngine
import Templates

/// The main job: a capture in, a pair of scenarios with their media out.
///
/// The capture is read twice: once for the calls, and once for the packets of the one that was chosen.
package struct Conversion {
  package struct Options: Sendable {
    package var capture: String
    package var folder: String
    package var sipPort: UInt16?
    package var selection: Selection
    package var target: String
    package var ruleFiles: [String]
    package var templateFolders: [String]
    package var force: Bool

    package init(
      capture: String,
      folder: String,
      sipPort: UInt16?,
      selection: Selection,
      target: String,
      ruleFiles: [String],
      templateFolders: [String],
      force: Bool
    ) {
      self.capture = capture
      self.folder = folder
      self.sipPort = sipPort
      self.selection = selection
      self.target = target
      self.ruleFiles = ruleFiles
      self.templateFolders = templateFolders
      self.force = force
    }
  }

  private let options: Options

  package init(_ options: Options) {
    self.options = options
  }

  /// Converts, and writes all files or none.
  ///
  /// Throws `Failure`; what is worth knowing otherwise is in the report.
  package func run() throws(Failure) -> ConversionReport {
    var findings = Findings()
    let rules = try RuleCatalog.ruleSet(target: options.target, files: options.ruleFiles)
    let templates = try TemplateCatalog.templates(
      target: rules.target.name,
      folders: options.templateFolders,
      findings: &findings
    )
    let file = try CaptureFile(options.capture)
    let survey = try CaptureSurvey(file, sipPort: options.sipPort).survey(keeping: options.selection)
    findings.add(contentsOf: survey.findings)
    let call = try survey.chosen(options.selection, of: options.capture)
    guard let leg = call.legs.first else {
      throw Failure(.refused, "no-leg", "the call holds no message", at: Location(file: options.capture))
    }
    let pair = Planner(rules: rules, capture: options.capture.lastPathComponent).pair(
      call,
      leg: leg,
      findings: &findings
    )
    let scenarios = try ScenarioRenderer(target: rules.target, templates: templates).scenarios(pair)
    let folder = try OutputFolder(options.folder)
    try folder.check(scenarios.map(\.name) + pair.media.map(\.name), force: options.force)
    for scenario in scenarios { try folder.write(scenario.content, as: scenario.name) }
    let counts = try writeMedia(
      pair.media,
      of: file,
      to: folder,
      limit: rules.target.capabilities.largestDatagram,
      &findings
    )
    try folder.commit()
    return ConversionReport(
      capture: options.capture,
      call: call,
      leg: leg,
      calls: survey.summaries.count,
      target: rules.target,
      pair: pair,
      folder: folder.path,
      files: scenarios.map(\.name) + pair.media.map(\.name),
      mediaPackets: counts,
      commands: ReplayCommands(pair, target: rules.target, folder: folder.path).commands,
      findings: findings
    )
  }

  private func writeMedia(
    _ media: [MediaFile],
    of file: CaptureFile,
    to folder: OutputFolder,
    limit: Int?,
    _ findings: inout Findings
  ) throws(Failure) -> [String: Int] {
    let extractor = MediaExtractor(largestDatagram: limit)
    for item in media { try extractor.add(item, path: folder.stage(item.name)) }
    if let frames = extractor.frames { _ = try file.read(frames: frames, into: extractor) }
    return try extractor.finish(capture: options.capture, findings: &findings)
  }
}

extension String {
  /// What stands behind the last slash.
  package var lastPathComponent: String {
    split(separator: "/").last.map(String.init) ?? self
  }
}
