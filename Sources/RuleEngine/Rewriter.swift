import Dialog
package import SIP
import Wire

/// Applies a rule set to one message.
///
/// The rules are tried from the weightiest to the lightest; each takes the places that it means unless one before it
/// has taken them. What nobody takes stays as captured, byte for byte.
package struct Rewriter {
  private let rules: [Rule]
  private let view: Viewpoint

  package init(_ ruleSet: RuleSet, from view: Viewpoint) {
    rules = ruleSet.byWeight
    self.view = view
  }

  package func rewrite(_ message: Message, facts: MessageFacts) -> RewrittenMessage {
    var claims = Claims()
    let tokens = ValueTokens(message)
    func holds(_ condition: Condition) -> Bool { condition.holds(for: facts, message, view) }
    for rule in rules where rule.conditions.allSatisfy(holds) && !rule.exclusions.contains(where: holds) {
      apply(rule, to: message, facts: facts, tokens: tokens, claims: &claims)
    }
    return RewrittenMessage(bytes: message.bytes, pieces: claims.pieces(of: message.bytes))
  }

  private func apply(
    _ rule: Rule,
    to message: Message,
    facts: MessageFacts,
    tokens: ValueTokens,
    claims: inout Claims
  ) {
    if case .add(let replacement, let absent) = rule.action {
      add(rule, replacement, absent: absent, to: message, facts: facts, claims: &claims)
      return
    }
    if rule.slots.isEmpty {
      for range in valueSpans(of: rule, tokens: tokens) {
        place(rule, SlotSpan(range), isFirst: true, facts: facts, claims: &claims)
      }
      return
    }
    for slot in rule.slots {
      let spans = slot.spans(in: message).filter { matches(rule, $0, in: message) }
      for (index, span) in spans.enumerated() {
        place(rule, span, isFirst: index == 0, facts: facts, claims: &claims)
      }
    }
  }

  private func valueSpans(of rule: Rule, tokens: ValueTokens) -> [ByteRange] {
    guard let value = rule.value else { return [] }
    var part: MessagePart?
    for case .part(let named) in rule.conditions { part = named }
    return tokens.spans(of: value.kind(from: view), part: part)
  }

  /// Whether the slot holds the value that the rule asks for and none of its exceptions.
  private func matches(_ rule: Rule, _ span: SlotSpan, in message: Message) -> Bool {
    let text = message.bytes.text(span.value)
    if rule.exceptions.contains(text) { return false }
    guard let value = rule.value else { return true }
    switch value.kind(from: view) {
    case .address(let addresses):
      return message.address(in: hostRange(in: span.value, of: message)).map(addresses.contains) ?? false
    case .port(let ports, _): return UInt16(text).map(ports.contains) ?? false
    case .text(let words): return words.contains(text)
    }
  }

  /// The host of a slot that may hold `host:port`.
  private func hostRange(in range: ByteRange, of message: Message) -> ByteRange {
    let bytes = message.bytes
    if range.isEmpty { return range }
    if bytes[range.lowerBound] == .openBracket, let close = bytes.offset(of: .closeBracket, in: range) {
      return range.lowerBound..<close + 1
    }
    guard let colon = bytes.offset(of: .colon, in: range), bytes[range].count(where: { $0 == .colon }) == 1 else {
      return range
    }
    return range.lowerBound..<colon
  }

  private func place(_ rule: Rule, _ span: SlotSpan, isFirst: Bool, facts: MessageFacts, claims: inout Claims) {
    switch rule.action {
    case .set(let replacement): claims.claim(span.value, replacement.text(for: facts), rule)
    case .parameter(let replacement): claims.claim(span.whole, replacement.text(for: facts), rule)
    case .line(let replacement):
      claims.claim(span.whole, isFirst ? replacement.text(for: facts) + "\r\n" : "", rule)
    case .drop: claims.claim(span.whole, "", rule)
    case .keep: claims.keep(span.whole)
    case .add, .disguise: break
    }
  }

  private func add(
    _ rule: Rule,
    _ replacement: Replacement,
    absent: HeaderName?,
    to message: Message,
    facts: MessageFacts,
    claims: inout Claims
  ) {
    if let absent, message.first(absent) != nil { return }
    guard let anchor = rule.slots.lazy.compactMap({ $0.spans(in: message).last }).first else { return }
    let end = anchor.whole.upperBound
    claims.claim(end..<end, replacement.text(for: facts) + "\r\n", rule)
  }
}

/// The places of one message that rules have taken.
private struct Claims {
  private struct Claim {
    let range: ByteRange
    /// Nil for a place that stays as it is.
    let text: String?
    let rule: Rule?
  }

  private var all: [Claim] = []

  mutating func claim(_ range: ByteRange, _ text: String, _ rule: Rule) {
    guard isFree(range) else { return }
    all.append(Claim(range: range, text: text, rule: rule))
  }

  mutating func keep(_ range: ByteRange) {
    guard isFree(range) else { return }
    all.append(Claim(range: range, text: nil, rule: nil))
  }

  private func isFree(_ range: ByteRange) -> Bool {
    !all.contains { claim in
      range.isEmpty || claim.range.isEmpty ? false : claim.range.overlaps(range)
    }
  }

  func pieces(of bytes: [UInt8]) -> [RewrittenMessage.Piece] {
    var pieces: [RewrittenMessage.Piece] = []
    var position = 0
    let sorted = all.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }
    for (_, claim) in sorted {
      guard let text = claim.text, let rule = claim.rule else { continue }
      if position < claim.range.lowerBound { pieces.append(.captured(position..<claim.range.lowerBound)) }
      pieces.append(.replaced(captured: claim.range, with: text, by: rule))
      position = max(position, claim.range.upperBound)
    }
    if position < bytes.count { pieces.append(.captured(position..<bytes.count)) }
    return pieces
  }
}
