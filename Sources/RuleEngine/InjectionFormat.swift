/// How an engine reads values from a file, a line a call: SIPp's `-inf`.
package struct InjectionFormat: Sendable {
  /// A field in a message, `{file}` and `{column}` standing for what is meant.
  let keyword: String
  /// What the replay command gets for each file, `{file}` being its path.
  package let argument: String
  /// The first line of the file.
  package let heading: String
  /// What stands between the columns; no value can hold it.
  package let separator: String

  func keyword(for field: FieldReference) -> String {
    [("{file}", field.file), ("{column}", String(field.column))].reduce(keyword) { text, word in
      text.split(separator: word.0, omittingEmptySubsequences: false).joined(separator: word.1)
    }
  }

  /// Why an engine could not hand `value` out as it is; nil when it can.
  package func obstacle(to value: String) -> String? {
    if value.contains(separator) { return "it holds '\(separator)', which stands between the columns" }
    if value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F || $0.value == 0xFFFD }) {
      return "it holds a line end or another byte that a file of values can't"
    }
    // A comment, and what the engine fills in (SIPp's credentials).
    if value.hasPrefix("#") { return "a line that begins with '#' is a comment" }
    return value.contains("[") ? "it holds '[', which the engine may take for a keyword" : nil
  }
}
