import Dialog
package import SIP
import Wire

/// Applies a rule set to one message.
///
/// The rules are tried from the weightiest to the lightest; each takes the places that it means unless one before it
/// has taken them. What nobody takes stays as captured, byte for byte.
package struct Rewriter {
  let rules: [Rule]
  let view: Viewpoint
  private let target: Target

  package init(_ ruleSet: RuleSet, from view: Viewpoint) {
    rules = ruleSet.byWeight
    target = ruleSet.target
    self.view = view
  }

  package func rewrite(_ message: Message, facts: MessageFacts) -> RewrittenMessage {
    let claims = claims(on: message, facts: facts)
    return RewrittenMessage(bytes: message.bytes, pieces: claims.pieces(of: message.bytes), kept: claims.kept)
  }

  /// What the rules take of a message.
  func claims(on message: Message, facts: MessageFacts) -> Claims {
    var claims = Claims()
    let tokens = ValueTokens(message)
    for rule in rules where obstacle(to: rule, on: message, facts: facts) == nil {
      apply(rule, to: message, facts: facts, tokens: tokens, claims: &claims)
    }
    return claims
  }

  /// The first condition that keeps a rule from a message, as it is written; nil when none does.
  package func obstacle(to rule: Rule, on message: Message, facts: MessageFacts) -> String? {
    func holds(_ condition: Condition) -> Bool { condition.holds(for: facts, message, view, target: target.name) }
    return rule.conditions.first { !holds($0) }?.written
      ?? rule.exclusions.first(where: holds).map { "not \($0.written)" }
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
      let places = slot.places(in: message)
      let spans = places.flatMap(\.spans).filter { matches(rule, $0, in: message) }
      for (index, span) in spans.enumerated() {
        place(rule, span, isFirst: index == 0, facts: facts, claims: &claims)
      }
      switch rule.action {
      case .parameter(let replacement, addsMissing: true) where rule.value == nil:
        for place in places where place.spans.isEmpty {
          guard let end = place.end else { continue }
          claims.insert(at: end, replacement.text(for: facts), for: slot.detail, rule)
        }
      case .drop where slot.part == .body(nil) && !spans.isEmpty:
        dropBodyHeaders(rule, of: message, claims: &claims)
      default: break
      }
    }
  }

  /// A message without a body has no type of it either, and says so.
  private func dropBodyHeaders(_ rule: Rule, of message: Message, claims: inout Claims) {
    for header in message.headers(.contentType) { claims.claim(header.line, "", rule) }
    for header in message.headers(.contentLength) { claims.claim(header.value, "0", rule) }
  }

  func valueSpans(of rule: Rule, tokens: ValueTokens) -> [ByteRange] {
    guard let value = rule.value else { return [] }
    var part: MessagePart?
    for case .part(let named) in rule.conditions.map(\.test) { part = named }
    return tokens.spans(of: value.kind(from: view), part: part)
  }

  /// Whether the slot holds the value that the rule asks for and none of its exceptions.
  func matches(_ rule: Rule, _ span: SlotSpan, in message: Message) -> Bool {
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
    case .parameter(let replacement, _): claims.claim(span.whole, replacement.text(for: facts), rule)
    case .line(let replacement): claims.claim(span.whole, isFirst ? replacement.lines(for: facts) : "", rule)
    case .rename(let replacement):
      if let name = span.name { claims.claim(name, replacement.text, rule) }
    case .field(let field):
      guard let keyword = target.fields?.keyword(for: field) else { break }
      if field.line == nil {
        claims.claim(span.value, keyword, rule)
      } else {
        claims.claim(span.whole, isFirst ? keyword + "\r\n" : "", rule)
      }
    case .drop: claims.claim(span.whole, "", rule)
    case .keep: claims.claim(span.whole, nil, rule)
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
    claims.claim(end..<end, replacement.lines(for: facts), rule)
  }
}
