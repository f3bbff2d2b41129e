import Diagnostics
import Templates

/// Templates with `↓` in front of every place where something must be found.
struct Marked {
  private(set) var sources: [TemplateSource] = []
  /// `root.mustache:1:3`, in the order of files and places.
  private(set) var places: [String] = []

  init(_ files: [String: String]) {
    for (name, marked) in files.sorted(by: { $0.key < $1.key }) {
      var text = ""
      var line = 1
      var column = 1
      for scalar in marked.unicodeScalars {
        if scalar == "↓" {
          places.append("\(name).mustache:\(line):\(column)")
          continue
        }
        text.unicodeScalars.append(scalar)
        (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      }
      sources.append(TemplateSource(name: name, file: "\(name).mustache", text: text))
    }
  }
}

/// The schema of these tests: a small scenario.
let schema = TemplateSchema([
  "title": Field(.text, "the title"),
  "verbose": Field(.flag, "whether to say more"),
  "peer": Field(
    .group(TemplateSchema(["host": Field(.text, "its address"), "port": Field(.text, "its port")])),
    "the other side"
  ),
  "steps": Field(
    .list(
      .group(
        TemplateSchema([
          "kind": Field(.choice(["send", "recv"]), "which partial writes it"),
          "title": Field(.text, "a title of its own"),
          "status": Field(.text, "the status awaited"),
          "optional": Field(.flag, "whether it may fail to come"),
          "lines": Field(.list(.text), "the lines of the message"),
        ])
      )
    ),
    "the steps"
  ),
])

/// All findings for templates of which `root` is the entry.
func findings(_ sources: [TemplateSource], roots: [String] = ["root"]) -> [Diagnostic] {
  var layers = TemplateLayers()
  layers.add(sources)
  var findings = Findings()
  _ = try? TemplateSet(layers, roots: roots.map { RootTemplate($0, schema) }, into: &findings)
  return findings.all
}

/// Renders `root`.
func render(_ files: [String: String], _ context: [String: Value]) throws -> [UInt8] {
  var layers = TemplateLayers()
  layers.add(files.map { TemplateSource(name: $0.key, file: "\($0.key).mustache", text: $0.value) })
  var findings = Findings()
  return try TemplateSet(layers, roots: [RootTemplate("root", schema)], into: &findings).render("root", context).bytes
}

/// Renders `root` to text.
func rendered(_ files: [String: String], _ context: [String: Value]) throws -> String {
  String(decoding: try render(files, context), as: UTF8.self)
}

/// One step of a scenario.
func step(_ kind: String, _ more: [String: Value] = [:]) -> Value {
  .group(more.merging(["kind": .text(kind)]) { value, _ in value })
}
