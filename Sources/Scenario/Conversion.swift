package import Capture
package import Diagnostics
package import Dialog
import Media
import RuleEngine
import Templates

/// The main job: a capture in, pairs of scenarios with their media out.
///
/// The capture is read once for the calls, and when their packets are more than a reading keeps, once more for those. A
/// format that tells of loss and jitter has them measured before.
package struct Conversion: Sendable {
  package struct Options: Sendable {
    /// The files of the capture; `-` is standard input.
    package var captures: [String]
    /// Which frames of them are read, in the language of tcpdump; nil for all.
    package var filter: String?
    package var folder: String
    package var sipPort: UInt16?
    package var selection: Selection
    /// The number of the leg to replay.
    package var leg: Int
    package var target: String
    package var ruleFiles: [String]
    package var templateFolders: [String]
    /// The names of what is written.
    package var formats: [String]
    package var force: Bool

    package init(
      captures: [String],
      filter: String? = nil,
      folder: String,
      sipPort: UInt16?,
      selection: Selection,
      leg: Int = 1,
      target: String,
      ruleFiles: [String],
      templateFolders: [String],
      formats: [String] = [Format.scenario],
      force: Bool
    ) {
      self.captures = captures
      self.filter = filter
      self.folder = folder
      self.sipPort = sipPort
      self.selection = selection
      self.leg = leg
      self.target = target
      self.ruleFiles = ruleFiles
      self.templateFolders = templateFolders
      self.formats = formats
      self.force = force
    }
  }

  private let options: Options
  private let rules: RuleSet
  private let formats: [FormatTemplates]
  /// What is converted, open.
  package let capture: CaptureSet
  /// What rules and templates gave rise to.
  private let warnings: Findings

  /// Reads rules and templates, and opens the capture.
  ///
  /// Throws `Failure` when one of them is wrong.
  package init(_ options: Options) throws(Failure) {
    var warnings = Findings()
    self.options = options
    rules = try RuleCatalog.ruleSet(target: options.target, files: options.ruleFiles)
    var formats: [FormatTemplates] = []
    for name in options.formats {
      formats.append(
        try TemplateCatalog.templates(
          name,
          target: rules.target.name,
          rules: RuleCatalog.templates(of: rules),
          folders: options.templateFolders,
          findings: &warnings
        )
      )
    }
    self.formats = formats
    self.warnings = warnings
    capture = try CaptureSet(options.captures, filter: options.filter)
  }

  /// Converts one call, and writes all files or none.
  ///
  /// Throws `Failure`; what is worth knowing otherwise is in the report.
  package func run() throws(Failure) -> ConversionReport {
    let survey = try survey(keeping: options.selection)
    let tape = survey.recording.tape
    let calls = try measured([try survey.chosen(options.selection)], from: tape)
    var draft = try draft(of: script(of: calls[0]) { _ in options.folder }, among: survey.callCount)
    let counts = try writeMedia(of: [draft], from: tape, &draft.findings)
    draft.findings = try capture.placed(draft.findings)
    var findings = warnings
    findings.add(contentsOf: survey.findings)
    findings.add(contentsOf: draft.findings)
    try OutputFolder.commit([draft.folder])
    return draft.report(counts[0], findings)
  }

  /// Converts every call that `filter` lets through, each into a folder of its own.
  ///
  /// A call that can't be converted is told and left out. Throws `Failure` when none can, or when the disk refuses: then
  /// nothing is written.
  package func runAll(_ filter: CallFilter) throws(Failure) -> CollectionReport {
    let survey = try CaptureSurvey(capture, sipPort: options.sipPort).survey(keeping: filter)
    let wanted = try survey.matching(filter)
    var findings = warnings
    findings.add(contentsOf: survey.findings)
    var drafts: [Draft] = []
    var refused: [Int] = []
    let names = FolderNames(highest: survey.callCount)
    let root = try OutputFolder.newRoot(options.folder)
    let known = Dictionary(try measured(survey.recording.calls, from: nil).map { ($0.number, $0) }) { first, _ in first
    }
    var calls = wanted.compactMap { known[$0.number] }[...]
    while !calls.isEmpty {
      // So many at once that no processor waits long for the others, and no more texts are in memory.
      let some = Array(calls.prefix(64))
      calls = calls.dropFirst(some.count)
      let scripts = some.concurrentMap { call in
        Result { () throws(Failure) in
          try script(of: call) { "\(options.folder)/\(names.name(number: $0.number, callID: $0.callID))" }
        }
      }
      for (call, script) in zip(some, scripts) {
        do throws(Failure) {
          drafts.append(try draft(of: script.get(), of: root, among: survey.callCount))
        } catch {
          refused.append(call.number)
          findings.add(contentsOf: error.findings.about(call: call.number))
        }
      }
    }
    guard !drafts.isEmpty else { throw Failure(.refused, findings) }
    try gatherFields(of: drafts, &findings)
    var lost = Findings()
    let counts = try writeMedia(of: drafts, from: nil, &lost)
    findings.add(contentsOf: lost)
    try OutputFolder.commit(drafts.map(\.folder))
    for draft in drafts { findings.add(contentsOf: draft.findings.about(call: draft.call.number)) }
    return CollectionReport(
      capture: Disguising.path(of: capture.name, rules: rules),
      target: rules.target.name,
      folder: options.folder,
      conversions: zip(drafts, counts).map { $0.report($1, $0.findings) },
      refused: refused,
      findings: findings
    )
  }

  /// Gives the first call of each shape the fields of all calls of that shape, a line each.
  private func gatherFields(of drafts: [Draft], _ findings: inout Findings) throws(Failure) {
    for similar in SimilarCalls.groups(of: drafts.map(\.pair)) {
      let all = similar.positions.map { drafts[$0] }
      guard let first = all.first else { continue }
      for (name, content) in first.pair.fields.files(with: all.dropFirst().map(\.pair.fields))
      where first.files.contains(name) {
        try first.folder.write(content, as: name)
        findings.note(
          "gathered-fields",
          "holds a line for each of \(all.count) calls of the same shape: \(numbers(of: all))",
          at: Location(file: first.folder.place(name))
        )
      }
    }
  }

  /// The numbers of calls, the first ones when there are many.
  private func numbers(of drafts: [Draft]) -> String {
    let shown = drafts.prefix(10).map { String($0.call.number) }
    return shown.joined(separator: ", ") + (drafts.count > shown.count ? ", ..." : "")
  }

  private func survey(keeping selection: Selection) throws(Failure) -> CaptureSurvey.Found {
    try CaptureSurvey(capture, sipPort: options.sipPort).survey(keeping: selection)
  }

  /// A pair that is written beside its place, without its media.
  private struct Draft {
    /// The capture as it may be shown, and as a command names it.
    let capture, arguments: String
    let call: Call
    let calls: Int
    let pair: Pair
    let veil: MediaVeil?
    let target: Target
    let files: [String]
    let media: [MediaFile]
    let isReplayed: Bool
    let folder: OutputFolder
    var findings: Findings

    func report(_ mediaPackets: [String: Int], _ findings: Findings) -> ConversionReport {
      ConversionReport(
        capture: capture,
        arguments: arguments,
        call: call,
        leg: pair.leg,
        calls: calls,
        target: target,
        pair: pair,
        folder: folder.path,
        files: files,
        mediaPackets: mediaPackets,
        veil: veil,
        commands: isReplayed ? ReplayCommands(pair, target: target, folder: folder.path).commands : [],
        findings: findings
      )
    }
  }

  private func script(of call: Call, in folder: (Call) -> String) throws(Failure) -> CallScript {
    try CallScript(call, leg: options.leg, of: capture.name, rules: rules, formats: formats, in: folder)
  }

  private func draft(
    of script: CallScript,
    of root: NewFolder? = nil,
    among calls: Int
  ) throws(Failure) -> Draft {
    let folder = try OutputFolder(script.folder, in: root)
    let names = script.files.map(\.name) + (isReplayed ? script.pair.media.map(\.name) : [])
    try checkDistinct(names)
    try folder.check(names, force: options.force)
    for file in script.files { try folder.write(file.content, as: file.name) }
    return Draft(
      capture: script.capture,
      arguments: Disguising.path(of: capture.arguments, rules: rules),
      call: script.shown.call,
      calls: calls,
      pair: script.pair,
      veil: script.shown.veil,
      target: rules.target,
      files: names,
      media: isReplayed ? script.pair.media : [],
      isReplayed: isReplayed,
      folder: folder,
      findings: script.findings
    )
  }

  /// The calls with loss and jitter of their media, where a format may tell of them.
  private func measured(_ calls: [Call], from tape: MediaTape?) throws(Failure) -> [Call] {
    formats.contains(where: \.tellsQuality) ? try capture.measured(calls, from: tape) : calls
  }

  /// Whether one of the formats is meant for an engine, so that it needs its media.
  private var isReplayed: Bool { formats.contains { $0.format.isReplayed } }

  /// Refuses formats that would write one over the other.
  private func checkDistinct(_ names: [String]) throws(Failure) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw Failure(.rules, "file-name", "two of the formats write a file '\(name)': ask for one of them")
    }
  }

  /// Writes the media of all drafts: from the tape, or else in one reading of the capture.
  ///
  /// - Returns: how many packets went into each file, a draft by its names.
  private func writeMedia(
    of drafts: [Draft],
    from tape: MediaTape?,
    _ findings: inout Findings
  ) throws(Failure) -> [[String: Int]] {
    let extractor = MediaExtractor(largestDatagram: rules.target.capabilities.largestDatagram)
    for draft in drafts {
      for item in draft.media {
        try extractor.add(
          item,
          path: draft.folder.stage(item.name),
          for: draft.folder.place(item.name),
          veil: draft.veil
        )
      }
    }
    try capture.play(tape, orRead: extractor.frames, to: extractor)
    var written = try extractor.finish(capture: capture.name, findings: &findings)[...]
    return drafts.map { draft in
      var counts: [String: Int] = [:]
      for item in draft.media {
        guard let file = written.popFirst() else { break }
        draft.folder.note(file.fingerprint, of: item.name)
        counts[item.name] = file.packets
      }
      return counts
    }
  }
}

extension String {
  /// What stands behind the last slash.
  package var lastPathComponent: String {
    split(separator: "/").last.map(String.init) ?? self
  }
}
