/// The text of one template, and where it came from.
package struct TemplateSource: Hashable, Sendable {
  /// Who wrote a template.
  package enum Origin: Hashable, Sendable {
    /// It is a part of the program.
    case builtIn
    /// It was read from a folder of the user.
    case folder
  }

  /// What partials call it: the file name without `.mustache` (`send`, `uac.xml`), with its sub-folder if any (`a/b`).
  package let name: String
  /// The path as the user knows it: `lab/send.mustache`.
  package let file: String
  /// The text as it stands in the file: line ends and byte order mark are dealt with at load.
  package let text: String
  package let origin: Origin

  /// What it writes, in the words of the comment that it begins with; nil without one.
  package var summary: String? {
    guard text.hasPrefix("{{!"), let end = text.firstRange(of: "}}") else { return nil }
    return text[..<end.lowerBound].dropFirst(3).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  package init(name: String, file: String, text: String, origin: Origin = .builtIn) {
    self.name = name
    self.file = file
    self.text = text
    self.origin = origin
  }
}
