package import Diagnostics
internal import Mustache

/// Templates that were checked and are ready to render.
package struct TemplateSet: Sendable {
  private let library: MustacheLibrary
  private let marks: Marks
  private let escapes: Escapes
  private let roots: [String: TemplateSchema]
  private let asked: Set<String>
  /// The files of the user's templates that are in use, sorted.
  package let overrides: [String]

  /// Checks every effective template, starting from `roots`, the templates that will be rendered, each with its fields.
  ///
  /// All that is found, warnings too, is added to `findings`; with an error among it, `Failure` (`rules`) is thrown,
  /// which holds the findings of this call.
  package init(
    _ layers: TemplateLayers,
    roots: [RootTemplate],
    escapes: Escapes = .xml,
    into findings: inout Findings
  ) throws(Failure) {
    var found = Findings()
    var templates: [String: ScannedTemplate] = [:]
    for entry in layers.entries {
      templates[entry.source.name] = ScannedTemplate(entry.source, into: &found)
    }
    var check = ReachCheck(templates)
    for root in roots { check.enter(root) }
    found.add(contentsOf: check.findings)
    if !found.hasErrors {
      for entry in layers.entries where entry.source.origin == .folder && !check.reached.contains(entry.source.name) {
        let hint = Spelling.suggestion(for: entry.source.name, among: check.reached.sorted())
        found.warning(
          "unused-template",
          "no template includes '\(entry.source.name)'\(hint)",
          at: Location(file: entry.source.file)
        )
      }
    }
    var library = MustacheLibrary()
    var marks = Marks()
    for name in check.reached.sorted() {
      guard let template = templates[name], template.isSound else { continue }
      do {
        try library.register(template.canonical(marking: &marks), named: name)
      } catch {
        found.error("template", "the template can't be parsed: \(error)", at: Location(file: template.source.file))
      }
    }
    if marks.isFull {
      found.error("too-many-lines", "these templates have more than \(Marks.most) lines and tags: leave some out")
    }
    overrides = check.reached.compactMap { templates[$0]?.source }.filter { $0.origin == .folder }.map(\.file).sorted()
    found = found.inOrderOfPlaces
    findings.add(contentsOf: found)
    try found.check(.rules)
    self.library = library
    self.marks = marks
    self.escapes = escapes
    asked = check.asked
    self.roots = Dictionary(roots.map { ($0.name, $0.schema) }) { first, _ in first }
  }

  /// Whether one of the templates in use asks for a field of this name: what none asks for need not be made.
  package func asks(for name: String) -> Bool { asked.contains(name) }

  /// Fills in one of the root templates.
  ///
  /// A field that is not in `context` counts as empty, `false` or without elements; one that the schema doesn't know, or
  /// knows as something else, throws `Failure`, and so does a choice that is missing or none of its words.
  package func render(_ name: String, _ context: [String: Value]) throws(Failure) -> RenderedText {
    do throws(Mismatch) {
      if let schema = roots[name], let text = library.render(try schema.rendered(context), withTemplate: name) {
        return RenderedText(text, marks: marks, escapes: escapes)
      }
    } catch {
      throw error.failure
    }
    throw Failure(.rules, "missing-template", "'\(name)' is not among the templates that were checked")
  }
}
