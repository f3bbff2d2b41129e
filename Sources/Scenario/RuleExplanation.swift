package import Dialog
package import RuleEngine
import SIP
import Wire

/// What the rules made of a message, line by line, and why.
package struct RuleExplanation: Encodable, Sendable {
  package let title: String
  package let sender: PartyRole
  package let frame: Int?
  package let lines: [Line]

  /// A line of the captured message.
  package struct Line: Encodable, Sendable {
    package let captured: String
    package let result: String
    /// The rules that changed it, `id (file:line:column)`.
    package let rules: [String]
    /// Why none did; nil where one did.
    package let reason: String?
  }

  package init(_ planned: PlannedMessage, rules: RuleSet) {
    let message = planned.captured.parsed
    frame = planned.captured.frames.first
    sender = planned.captured.sender
    title = message?.title ?? ""
    let bytes = planned.rewritten.bytes
    var lines: [Line] = []
    var start = 0
    while start < bytes.count {
      let end = bytes.offset(of: .lineFeed, in: start..<bytes.count).map { $0 + 1 } ?? bytes.count
      lines.append(Self.line(start..<end, of: planned.rewritten, message, rules))
      start = end
    }
    self.lines = lines
  }

  private static func line(
    _ range: ByteRange,
    of rewritten: RewrittenMessage,
    _ message: Message?,
    _ rules: RuleSet
  ) -> Line {
    var result = ""
    var names: [String] = []
    for piece in rewritten.pieces {
      switch piece {
      case .captured(let own): result += rewritten.bytes.text(own.clamped(to: range))
      case .replaced(let own, let text, let rule):
        // What is added stands behind the line that it follows.
        let isHere =
          own.isEmpty
          ? own.lowerBound > range.lowerBound && own.lowerBound <= range.upperBound : range.contains(own.lowerBound)
        guard isHere else { continue }
        result += text
        names.append("\(rule.id) (\(rule.location))")
      }
    }
    let captured = trimmed(rewritten.bytes.text(range))
    return Line(
      captured: captured,
      result: trimmed(result),
      rules: names,
      reason: names.isEmpty && !captured.isEmpty ? reason(range, message, rules) : nil
    )
  }

  /// The rules that speak of the line, with the conditions that did not hold.
  private static func reason(_ range: ByteRange, _ message: Message?, _ rules: RuleSet) -> String {
    let near = message.map { message in rules.byWeight.filter { $0.speaks(of: range, in: message) } } ?? []
    if near.isEmpty { return "no rule speaks of it" }
    return near.prefix(4).map { rule in
      "\(rule.id) (\(rule.location)) applies only: \(rule.occasion.isEmpty ? rule.action.written : rule.occasion)"
    }.joined(separator: "; ")
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\r" || last == "\n" { scalars = scalars.dropLast() }
    return String(scalars)
  }
}
