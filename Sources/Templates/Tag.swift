/// A tag of a template, from its opening to its closing braces.
struct Tag {
  enum Kind {
    /// `{{! … }}`
    case comment
    /// `{{name}}`, or as it is: `{{{name}}}`, `{{&name}}`.
    case value(Reference, raw: Bool)
    /// `{{#name}}`, or `{{^name}}`.
    case open(Reference, inverted: Bool)
    /// `{{/name}}`
    case close(Reference)
    /// `{{> name}}`
    case partial(Reference.Word)
    /// `{{> *name}}`: the partial that the value of a field names.
    case dynamicPartial(Reference)
    /// `{{<name}}`, `{{$name}}`: told already, and kept to match its closing tag.
    case refused(Reference.Word)
  }

  let kind: Kind
  let range: Range<Int>

  /// Whether the tag leaves no trace when it has a line of its own.
  var canStandAlone: Bool {
    if case .value = kind { false } else { true }
  }

  /// The tag as swift-mustache reads it without doubt: no blanks, no comments; values are escaped later, see ``Escapes``.
  var canonical: String {
    switch kind {
    case .comment, .refused: ""
    case .value(let reference, raw: _): "{{&\(reference.text)}}"
    case .open(let reference, inverted: false): "{{#\(reference.text)}}"
    case .open(let reference, inverted: true): "{{^\(reference.text)}}"
    case .close(let reference): "{{/\(reference.text)}}"
    case .partial(let name): "{{>\(name.text)}}"
    case .dynamicPartial(let reference): "{{>*\(reference.text)}}"
    }
  }
}
