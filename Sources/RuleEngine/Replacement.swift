package import Diagnostics

/// The text that a rule puts in place: the engine's own keywords, and `{name}` for what the plan knows.
package struct Replacement: Sendable {
  package let text: String
  /// Where it is written.
  package let location: Location

  package init(_ text: String, at location: Location) {
    self.text = text
    self.location = location
  }

  /// The names that may stand in braces.
  package static let placeholders = ["transaction", "tag", "caller_tag"]

  /// As it stands in a rule file, in quotes.
  var quoted: String {
    let escaped = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
    return "\"" + escaped.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
  }

  /// The text with `{transaction}`, `{tag}` and `{caller_tag}` replaced by their numbers, its lines ending as on the wire.
  func text(for facts: MessageFacts) -> String {
    var text = ""
    var rest = onWire[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
      text += rest[..<open]
      rest = rest[open...]
      let placeholder = rest.utf8.firstIndex(of: UInt8(ascii: "}")).map { rest[...$0] } ?? rest
      if let number = Self.number(placeholder, of: facts) {
        text += String(number)
        rest = rest[placeholder.endIndex...]
      } else {
        text += "{"
        rest = rest[rest.utf8.index(after: open)...]
      }
    }
    return text + rest
  }

  /// What a placeholder in its braces stands for; nil for what is none.
  private static func number(_ placeholder: Substring, of facts: MessageFacts) -> Int? {
    switch placeholder {
    case "{transaction}": facts.transaction
    case "{tag}": facts.tag
    case "{caller_tag}": facts.callerTag
    default: nil
    }
  }

  /// The same as whole lines: what YAML's `|` leaves behind the last one must not end the headers.
  func lines(for facts: MessageFacts) -> String {
    var text = text(for: facts)[...]
    while text.hasSuffix("\r\n") { text = text.dropLast() }
    return text + "\r\n"
  }

  /// YAML ends its lines with LF, SIP with CRLF (RFC 3261 section 7).
  private var onWire: String {
    guard text.utf8.contains(UInt8(ascii: "\n")) else { return text }
    return text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
  }
}
