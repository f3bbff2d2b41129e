internal import Diagnostics

/// A template that was scanned: what it refers to, for the check of names, and its text for the library.
struct ScannedTemplate {
  let source: TemplateSource
  let text: TemplateText
  let tree: SectionTree
  /// Nothing was wrong with the template taken for itself.
  let isSound: Bool
  private let tags: [Tag]

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
    tags = found.hasErrors ? [] : TagScanner.tags(of: text, into: &found)
    tree = SectionTree(tags, of: text, into: &found)
    isSound = !found.hasErrors
    findings.add(contentsOf: found)
  }

  /// The template as the library is to read it: written anew so that nothing is left to it but to fill in values.
  ///
  /// Literal text is hidden from it, so it can't find tags or line ends there, and tags that have a line of their own
  /// lose that line here: the library forgets to when a section opens in the middle of a line, and indents only the
  /// first turn of a list in an indented partial. A partial comes out with the indentation of its own file. A mark stands
  /// in front of each line and of each value.
  func canonical(marking marks: inout Marks) -> String {
    var canonical = ""
    var position = 0
    for tag in tags {
      let traceless = tag.canStandAlone ? text.lineOfItsOwn(tag.range) ?? tag.range : tag.range
      canonical += literal(position..<traceless.lowerBound, marking: &marks)
      if case .value(_, let isRaw) = tag.kind {
        canonical += marks.mark(.value(isEscaped: !isRaw), at: tag.range.lowerBound, in: text)
      }
      canonical += tag.canonical
      position = traceless.upperBound
    }
    return canonical + literal(position..<text.bytes.count, marking: &marks)
  }

  private func literal(_ range: Range<Int>, marking marks: inout Marks) -> String {
    var literal = ""
    var start = range.lowerBound
    while start < range.upperBound {
      let lineEnd = text.bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n"))
      let end = lineEnd.map { $0 + 1 } ?? range.upperBound
      literal += marks.mark(.literal, at: start, in: text) + ByteText.literal(text.bytes[start..<end])
      start = end
    }
    return literal
  }
}
