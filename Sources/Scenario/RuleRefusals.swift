import RuleEngine
import SIP
import Wire

/// Why the rules that speak of a line of a message leave it alone.
struct RuleRefusals {
  /// The rules that have a slot in the message, the most general first: where, and what they want of it.
  private let rules: [(rule: Rule, reach: RuleReach, wish: String)]

  init(of message: Message, facts: MessageFacts, rules: RuleSet, view: Viewpoint) {
    let rewriter = Rewriter(rules, from: view)
    self.rules = rules.byWeight.reversed().compactMap { rule in
      let reach = RuleReach(of: rule, in: message)
      guard !reach.isEmpty else { return nil }
      return (rule, reach, rewriter.obstacle(to: rule, on: message, facts: facts) ?? Self.wish(of: rule))
    }
  }

  /// What is said when there is no such rule.
  static let silence = "no rule speaks of it"
  /// How many different reasons are told.
  private static let most = 3

  /// What each rule that speaks of `range` wants; rules that want the same are told once, by the most general of them.
  func reason(for range: ByteRange) -> String {
    var wishes: [(wish: String, rules: [Rule])] = []
    for (rule, reach, wish) in rules where reach.overlaps(range) {
      if let index = wishes.firstIndex(where: { $0.wish == wish }) {
        wishes[index].rules.append(rule)
      } else {
        wishes.append((wish, [rule]))
      }
    }
    if wishes.isEmpty { return Self.silence }
    let shown = wishes.prefix(Self.most).map { wish, rules in
      let others = rules.count - 1
      let subject = (rules.first?.named ?? "") + (others == 0 ? "" : " and \(others) more")
      return "\(subject) \(others == 0 ? "wants" : "want") \(wish)"
    }
    return shown.joined(separator: "; ") + (wishes.count > Self.most ? "; ..." : "")
  }

  /// What the rule asks for and does not find here.
  private static func wish(of rule: Rule) -> String {
    if let value = rule.value { return "value \(value.rawValue) there" }
    if !rule.exceptions.isEmpty { return "something else than \(rule.exceptions.joined(separator: ", "))" }
    return "to \(rule.action.written)"
  }
}
