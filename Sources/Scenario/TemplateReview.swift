import Capture
package import Diagnostics
package import Dialog
package import RuleEngine
import Templates

/// Everything that is wrong or odd in folders of templates, for all targets and formats that they touch.
package struct TemplateReview {
  /// How a folder's templates were checked for one target.
  private struct Run {
    let format: String
    let files: Set<String>
    let templates: FormatTemplates?
    let rules: RuleSet
  }

  /// What was found, in the order of the places.
  package private(set) var findings = Findings()
  /// The names of the formats for which the folders have something.
  package let formats: [String]
  /// How many templates of the folders were checked.
  package var templates: Int { Set(runs.flatMap(\.files)).count }
  private let runs: [Run]
  /// What is told already of outputs, which many calls would repeat.
  private var told: Set<Diagnostic> = []

  /// - Parameters:
  ///   - folders: laid over each other, the last strongest.
  ///   - targets: the rules of every target that they are meant for.
  package init(_ folders: [String], for targets: [RuleSet]) {
    var found = Findings()
    let places = folders.map { UserTemplates($0, into: &found) }
    var runs: [Run] = []
    var unused: [Diagnostic: Int] = [:]
    for rules in targets {
      let target = rules.target.name
      for format in Set(places.flatMap { $0.touched(target: target) }).sorted() {
        guard let layers = TemplateCatalog.find(format, target: target, in: places, into: &found) else { continue }
        var own = Findings()
        let templates = try? layers.checked(&own)
        for diagnostic in own.all {
          if diagnostic.severity == .error { found.add(diagnostic) } else { unused[diagnostic, default: 0] += 1 }
        }
        let sources = layers.layers.effective.values.filter { $0.origin == .folder }
        runs.append(Run(format: format, files: Set(sources.map(\.file)), templates: templates, rules: rules))
      }
    }
    // What one target leaves unused another may need.
    for (diagnostic, count) in unused
    where count == runs.count(where: { $0.files.contains(diagnostic.location?.file ?? "") }) { found.add(diagnostic) }
    for place in places {
      for folder in place.unread(targets: targets.map(\.target.name)) {
        let known = targets.map(\.target.name) + TemplateCatalog.formats.map(\.name)
        found.warning(
          "unread-folder",
          "nothing reads this folder" + Spelling.suggestion(for: folder, among: known)
            + ": it is called like no target "
            + "and no format (\(known.joined(separator: ", "))), and has no \(Format.manifest)",
          at: Location(file: "\(place.path)/\(folder)")
        )
      }
    }
    self.runs = runs
    formats = Set(runs.map(\.format)).sorted()
    findings = found.inOrderOfPlaces
  }

  /// Writes a call by all that is right so far, and keeps only what the engines would refuse.
  package mutating func tryOut(_ call: Call, of capture: String) {
    for run in runs {
      guard let templates = run.templates else { continue }
      let renderer = ScenarioRenderer(target: run.rules.target, templates: templates)
      for leg in call.legs {
        var ignored = Findings()
        let pair = Planner(rules: run.rules, capture: capture).pair(call, leg: leg, findings: &ignored)
        do throws(Failure) {
          _ = try renderer.files(pair, adding: &told)
        } catch {
          findings.add(contentsOf: error.findings)
        }
      }
    }
    findings = findings.inOrderOfPlaces
  }
}
