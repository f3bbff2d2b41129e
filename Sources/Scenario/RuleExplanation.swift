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
    /// The rules that say that it stays, or a part of it.
    package let kept: [String]
    /// Why no rule did either; nil where one did.
    package let reason: String?
  }

  /// - Parameters:
  ///   - planned: the message.
  ///   - pair: what it is a part of.
  ///   - rules: what was applied.
  package init(_ planned: PlannedMessage, of pair: Pair, rules: RuleSet) {
    let message = planned.captured.parsed
    frame = planned.captured.frames.first
    sender = planned.captured.sender
    title = message?.title ?? ""
    let view = Viewpoint(role: sender, leg: pair.leg, callID: pair.call.callID, dialedUser: pair.dialedUser)
    let refusals = message.map { RuleRefusals(of: $0, facts: planned.facts, rules: rules, view: view) }
    let bytes = planned.rewritten.bytes
    var lines: [Line] = []
    var start = 0
    while start < bytes.count {
      let end = bytes.offset(of: .lineFeed, in: start..<bytes.count).map { $0 + 1 } ?? bytes.count
      lines.append(Self.line(start..<end, of: planned.rewritten, refusals))
      start = end
    }
    self.lines = lines
  }

  private static func line(_ range: ByteRange, of rewritten: RewrittenMessage, _ refusals: RuleRefusals?) -> Line {
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
        names.append(rule.named)
      }
    }
    var kept: [String] = []
    for place in rewritten.kept where place.range.overlaps(range) && !kept.contains(place.rule.named) {
      kept.append(place.rule.named)
    }
    let captured = trimmed(rewritten.bytes.text(range))
    let isSettled = !names.isEmpty || !kept.isEmpty || captured.isEmpty
    return Line(
      captured: captured,
      result: trimmed(result),
      rules: names,
      kept: kept,
      reason: isSettled ? nil : refusals?.reason(for: range) ?? RuleRefusals.silence
    )
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\r" || last == "\n" { scalars = scalars.dropLast() }
    return String(scalars)
  }
}

extension Rule {
  /// Its id, and where it is written.
  var named: String { "\(id) (\(location))" }
}
