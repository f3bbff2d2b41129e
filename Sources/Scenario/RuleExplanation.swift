package import Dialog
package import RuleEngine
import SIP
import Wire

/// What the rules made of a message, line by line, and why.
package struct RuleExplanation: Encodable, Sendable {
  /// Its position in the leg, counted from 1.
  package let number: Int
  package let title: String
  /// Whose scenario sends it.
  package let sender: PartyRole
  package let frame: Int?
  package let lines: [Line]

  /// A line of the captured message.
  package struct Line: Encodable, Sendable {
    package let captured: String
    package let result: String
    /// What both are put together of, in order.
    package let pieces: [ExplainedPiece]
    /// The rules that changed it, `id (file:line:column)`.
    package let rules: [String]
    /// The rules that say that it stays, or a part of it.
    package let kept: [String]
    /// Why no rule did either; nil where one did.
    package let reason: String?
  }

  /// - Parameters:
  ///   - planned: the message.
  ///   - number: its position in the leg, counted from 1.
  ///   - pair: what it is a part of.
  ///   - rules: what was applied.
  package init(_ planned: PlannedMessage, number: Int, of pair: Pair, rules: RuleSet) {
    self.number = number
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
    let (pieces, rules) = ExplainedPiece.pieces(of: range, of: rewritten)
    let names = rules.map(\.named)
    var kept: [String] = []
    for place in rewritten.kept where place.range.overlaps(range) && !kept.contains(place.rule.named) {
      kept.append(place.rule.named)
    }
    let captured = pieces.map(\.captured).joined()
    let isSettled = !names.isEmpty || !kept.isEmpty || captured.isEmpty
    return Line(
      captured: captured,
      result: pieces.map(\.result).joined(),
      pieces: pieces,
      rules: names,
      kept: kept,
      reason: isSettled ? nil : refusals?.reason(for: range) ?? RuleRefusals.silence
    )
  }
}

extension Rule {
  /// Its id, and where it is written.
  var named: String { "\(id) (\(location))" }
}
