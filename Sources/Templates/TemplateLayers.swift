/// Templates one upon the other: of several with the same name, the last one added is used.
package struct TemplateLayers: Sendable {
  /// A template in use, and those that it stands in for.
  package struct Entry: Hashable, Sendable {
    package let source: TemplateSource
    /// The templates of the same name in lower layers, the nearest first.
    package let hidden: [TemplateSource]
  }

  package init() {}

  /// Lays more templates over the ones there; among `sources` too the last of a name wins.
  package mutating func add(_ sources: [TemplateSource]) {
    for source in sources { stacks[source.name, default: []].append(source) }
  }

  /// The templates in use, by name.
  package var effective: [String: TemplateSource] { stacks.compactMapValues(\.last) }

  /// Every template in use with the ones it hides, in the order of their names.
  package var entries: [Entry] {
    stacks.sorted { $0.key < $1.key }.compactMap { _, stack in
      stack.last.map { Entry(source: $0, hidden: stack.dropLast().reversed()) }
    }
  }

  /// All sources of a name, the one in use last.
  private var stacks: [String: [TemplateSource]] = [:]
}
