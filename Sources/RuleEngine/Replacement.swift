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
    let text = onWire
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    let numbers = ["transaction": facts.transaction, "tag": facts.tag, "caller_tag": facts.callerTag]
    return numbers.reduce(text) { text, number in
      text.split(separator: "{\(number.key)}", omittingEmptySubsequences: false).joined(separator: String(number.value))
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
