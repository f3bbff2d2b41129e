internal import Diagnostics

/// The parts of a template, sections with theirs inside.
struct SectionTree {
  let nodes: [Node]
  /// Whether every section is closed where it must be, so that the scope of each name is known.
  let isWhole: Bool

  /// Far beyond any sensible template; the library reads and renders sections by recursion.
  static let deepest = 32

  /// Pairs the opening and closing tags; what doesn't match is told to `findings`, once for each slip.
  init(_ tags: [Tag], of text: TemplateText, into findings: inout Findings) {
    var pairing = SectionPairing(text)
    for tag in tags { pairing.take(tag) }
    (nodes, isWhole) = pairing.finish(into: &findings)
  }
}
