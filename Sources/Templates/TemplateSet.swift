package import Diagnostics
internal import Mustache

/// Templates that were checked and are ready to render.
package struct TemplateSet: Sendable {
  private let library: MustacheLibrary
  private let schema: TemplateSchema
  private let roots: Set<String>

  /// Checks every effective template against `schema`, starting from `roots`, the templates that will be rendered.
  ///
  /// All that is found, warnings too, is added to `findings`; with an error among it, `Failure` (`rules`) is thrown,
  /// which holds the findings of this call.
  package init(
    _ layers: TemplateLayers,
    schema: TemplateSchema,
    roots: [String],
    into findings: inout Findings
  ) throws(Failure) {
    var found = Findings()
    var templates: [String: ScannedTemplate] = [:]
    for entry in layers.entries {
      templates[entry.source.name] = ScannedTemplate(entry.source, into: &found)
    }
    var check = ReachCheck(templates, schema)
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
    for template in templates.values where template.isSound {
      do {
        try library.register(template.canonical, named: template.source.name)
      } catch {
        found.error("template", "the template can't be parsed: \(error)", at: Location(file: template.source.file))
      }
    }
    findings.add(contentsOf: found)
    try found.check(.rules)
    self.library = library
    self.schema = schema
    self.roots = Set(roots)
  }

  /// Fills in one of the root templates.
  ///
  /// A field that is not in `context` counts as empty, `false` or without elements; one that the schema doesn't know, or
  /// knows as something else, throws `Failure`, and so does a choice that is missing or none of its words.
  package func render(_ name: String, _ context: [String: Value]) throws(Failure) -> [UInt8] {
    let object = try schema.rendered(context, at: "")
    guard roots.contains(name), let text = library.render(object, withTemplate: name) else {
      throw Failure(.rules, "missing-template", "'\(name)' is not among the templates that were checked")
    }
    return ByteText.revealed(text)
  }
}
