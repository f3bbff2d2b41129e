#if Control
import Diagnostics
import Templates

/// The style sheet of `pcap2scenario show --html`, which pages with a ladder load as well: there is one source of it.
enum LadderStyle {
  static let name = "ladder.css"

  /// Throws `Failure` when the template is none of the built-in ones, or needs what only a call has.
  static func text() throws -> [UInt8] {
    let file = "Templates/html/style.css.mustache"
    let source = TemplateSource(
      name: "style.css",
      file: file,
      text: String(decoding: PageFiles.builtins[file] ?? [], as: UTF8.self)
    )
    var layers = TemplateLayers()
    layers.add([source])
    var findings = Findings()
    let root = RootTemplate(source.name, TemplateSchema([:]))
    return try TemplateSet(layers, roots: [root], escapes: Escapes([]), into: &findings).render(source.name, [:]).bytes
  }
}
#endif
