/// What stands behind a name.
package indirect enum FieldKind: Hashable, Sendable {
  /// Text, perhaps of several lines; empty when it is not given, and then false as a section.
  case text
  /// One of these words, always given: what `{{> *name}}` may ask for.
  case choice([String])
  /// Yes or no; no when it is not given.
  case flag
  /// Any number of the same, none when it is not given: `{{#name}}` repeats for each.
  case list(FieldKind)
  /// Names of its own; false as a section when it is not given.
  case group(TemplateSchema)

  /// The names that stand inside, for a group and for a list of groups.
  var members: TemplateSchema? {
    switch self {
    case .group(let schema): schema
    case .list(let element): element.members
    case .text, .choice, .flag: nil
    }
  }
}

extension FieldKind: CustomStringConvertible {
  /// With its article, to stand in a message: `a list`.
  package var description: String {
    switch self {
    case .text: "a text"
    case .choice: "a word"
    case .flag: "a flag"
    case .list: "a list"
    case .group: "a group"
    }
  }
}
