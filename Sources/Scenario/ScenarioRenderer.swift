package import Diagnostics
import Dialog
import Media
package import RuleEngine
import Templates

/// Writes the files of one format: a pair of plans in, text out.
///
/// It needs no capture.
package struct ScenarioRenderer {
  private let target: Target
  private let format: Format
  private let templates: TemplateSet

  package init(target: Target, templates: FormatTemplates) {
    self.target = target
    format = templates.format
    self.templates = templates.templates
  }

  /// A file of the result.
  package struct File: Sendable {
    package let name: String
    package let content: [UInt8]
  }

  /// The files of the format, and what the messages in them include.
  ///
  /// - Parameters:
  ///   - pair: what is to be written.
  ///   - folder: where the files will stand, for what they name beside them.
  ///
  /// Throws `Failure` (`rules`) when a template can't be filled in, or when one of the user's writes what the engine would
  /// not take; (`refused`) when the call itself can't be written so that the engine takes it.
  package func files(_ pair: Pair, in folder: String = ".") throws(Failure) -> [File] {
    var told: Set<Diagnostic> = []
    return try files(pair, in: folder, adding: &told)
  }

  /// The same, for who writes several calls by it: what is in `told` is not told again.
  func files(_ pair: Pair, in folder: String = ".", adding told: inout Set<Diagnostic>) throws(Failure) -> [File] {
    let companions = format.isReplayed ? companions(of: pair) : []
    let media = format.isReplayed ? pair.media.map(\.name) : []
    let beside = Set(companions.map(\.name) + media)
    let exists = { (name: String) in
      beside.contains(name) || Disk.exists(name) || Disk.exists("\(folder)/\(name)")
    }
    let origins = origins(of: pair)
    var files: [File] = []
    var findings = Findings()
    for output in format.files {
      for file in try render(output, pair) {
        if output.isScenario {
          try checkSize(file)
          let check = ScenarioCheck(
            .rendered(file.text, file: file.name),
            target: target,
            origins: origins,
            overrides: templates.overrides,
            told: told,
            exists: exists
          )
          let found = check.check()
          findings.add(contentsOf: found.all)
          told = found.told
        }
        files.append(File(name: file.name, content: file.text.bytes))
      }
    }
    // With nothing in use but what is built in it is the call that can't be told otherwise.
    try findings.check(!templates.overrides.isEmpty || !origins.isEmpty ? .rules : .refused)
    return files + companions
  }

  /// Where rules of the user wrote what stands in brackets, by its name.
  private func origins(of pair: Pair) -> [String: Location] {
    var origins: [String: Location] = [:]
    for case .send(let send) in pair.plans.flatMap(\.steps).map(\.kind) {
      for case .replaced(_, let text, let rule) in send.message.pieces where !Builtins.holds(rule.location) {
        for name in Target.variableNames(in: text) where origins[name] == nil {
          origins[name] = rule.action.replacement?.location ?? rule.location
        }
      }
    }
    return origins
  }

  private struct Rendered {
    let name: String
    let text: RenderedText
  }

  private func render(_ output: Format.Output, _ pair: Pair) throws(Failure) -> [Rendered] {
    guard output.subject != .call else {
      let ladder = Ladder(pair.call, capture: pair.plans.first?.capture ?? "")
      let context = CallContext(pair.call, leg: pair.leg, ladder: ladder, for: templates)
      return [Rendered(name: output.name, text: try templates.render(output.template, context.fields))]
    }
    var files: [Rendered] = []
    for plan in pair.plans {
      let role = plan.role == .caller ? "uac" : "uas"
      guard output.subject == .role || output.subject.rawValue == role else { continue }
      let template = plan.answersChallenge ? output.challenged ?? output.template : output.template
      let context = ScenarioContext(plan, of: pair.call, target: target)
      let name = output.name.split(separator: "{role}", omittingEmptySubsequences: false).joined(separator: role)
      files.append(Rendered(name: name, text: try templates.render(template, context.fields)))
    }
    return files
  }

  /// Refuses a file that the engine would cut off, and names what takes the room.
  private func checkSize(_ file: Rendered) throws(Failure) {
    guard let limit = target.capabilities.largestFile, file.text.bytes.count > limit else { return }
    let heaviest = file.text.heaviest
    throw Failure(
      heaviest.map { Builtins.holds($0.location) } ?? true ? .refused : .rules,
      "file-too-large",
      "\(file.name) would have \(file.text.bytes.count) bytes, but '\(target.name)' reads at most \(limit)"
        + (heaviest.map { ": \($0.bytes) of them are written here" } ?? ""),
      at: heaviest?.location
    )
  }

  /// The files that the messages of a pair include, in the order of their names.
  private func companions(of pair: Pair) -> [File] {
    let quoting = Quoting(target)
    var companions: [String: [UInt8]] = [:]
    for case .send(let send) in pair.plans.flatMap(\.steps).map(\.kind) {
      companions.merge(quoting.companions(of: send.message)) { first, _ in first }
    }
    companions.merge(pair.fields.files()) { first, _ in first }
    return companions.sorted { $0.key < $1.key }.map { File(name: $0.key, content: $0.value) }
  }
}
