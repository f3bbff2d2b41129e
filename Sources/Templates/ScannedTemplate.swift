internal import Diagnostics

/// A template that was scanned: what it refers to, for the check of names, and its text for the library.
struct ScannedTemplate {
  let source: TemplateSource
  let text: TemplateText
  let tree: SectionTree
  /// Nothing was wrong with the template taken for itself.
  let isSound: Bool
  /// The template as the library is to read it, see ``canonical(_:_:)``.
  let canonical: String

  /// The library takes quadratic time in the number of tags: about a second for this much full of them.
  static let largest = 64 * 1024

  /// Scans a template; what is wrong with it is told to `findings`.
  init(_ source: TemplateSource, into findings: inout Findings) {
    self.source = source
    text = TemplateText(source)
    var found = Findings()
    if text.bytes.count > Self.largest {
      found.error(
        "too-large",
        "a template can't be larger than \(Self.largest / 1024) KiB: move parts of it into partials",
        at: Location(file: source.file)
      )
    }
    let tags = found.hasErrors ? [] : TagScanner.tags(of: text, into: &found)
    tree = SectionTree(tags, of: text, into: &found)
    isSound = !found.hasErrors
    canonical = isSound ? Self.canonical(text, tags) : ""
    findings.add(contentsOf: found)
  }

  /// Writes a template anew so that nothing is left to the library but to fill in values.
  ///
  /// Literal text is hidden from it, so it can't find tags or line ends there, and tags that have a line of their own
  /// lose that line here: the library forgets to when a section opens in the middle of a line, and indents only the
  /// first turn of a list in an indented partial. A partial comes out with the indentation of its own file.
  private static func canonical(_ text: TemplateText, _ tags: [Tag]) -> String {
    var canonical = XMLContent.pragma
    var position = 0
    for tag in tags {
      let traceless = tag.canStandAlone ? text.lineOfItsOwn(tag.range) ?? tag.range : tag.range
      canonical += ByteText.literal(text.bytes[position..<traceless.lowerBound]) + tag.canonical
      position = traceless.upperBound
    }
    return canonical + ByteText.literal(text.bytes[position...])
  }
}
