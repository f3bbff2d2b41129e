import ArgumentParser
import Diagnostics
import RuleEngine
import Scenario

/// Prints the sum of all layers.
struct RulesShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the rules of all layers in their order, where each is written, and where layers disagree."
  )

  @OptionGroup var rules: RuleArguments

  @Flag(help: "Only the rules as they apply, without those that were replaced or switched off.")
  var effective = false

  @OptionGroup var output: OutputArguments

  private struct Row: Encodable {
    let id: String
    let place: String
    let when: String
    let action: String
    let location: String
    /// What became of it: `applies`, `replaced by lab.yaml:5:9`, `disabled by lab.yaml:3:11`,
    /// `applies; before contact-of-request (Rules/common.yaml:66:9)`.
    let state: String

    init(_ rule: Rule, state: String) {
      id = rule.id
      place = rule.place
      when = rule.occasion
      action = rule.action.written
      location = rule.location.description
      self.state = state
    }
  }

  /// Whether a rule applies, and what other layers have to say about its places.
  private func state(of rule: Rule, in set: RuleSet) -> String {
    func named(_ rules: [Rule]) -> String { rules.map { "\($0.id) (\($0.location))" }.joined(separator: ", ") }
    let rivals = set.rivals(of: rule)
    if let one = rivals.winners.first(where: { $0.hides(rule) }) { return "hidden by \(named([one]))" }
    let below = set.displaced.filter { $0.successor?.location == rule.location }.map(\.rule.location.description)
    var words = [below.isEmpty ? "applies" : "applies instead of \(below.joined(separator: ", "))"]
    if !rivals.winners.isEmpty { words.append("after \(named(rivals.winners))") }
    if !rivals.losers.isEmpty { words.append("before \(named(rivals.losers))") }
    return words.joined(separator: "; ")
  }

  func run() throws {
    try Console(output).run { console throws in
      let set = try RuleCatalog.ruleSet(target: rules.target, files: rules.files)
      var rows = set.byWeight.map { Row($0, state: state(of: $0, in: set)) }
      if !effective {
        rows += set.displaced.map { displaced in
          Row(
            displaced.rule,
            state: (displaced.successor == nil ? "disabled by " : "replaced by ") + displaced.location.description
          )
        }
      }
      try console.show(rows) {
        Table(
          ["ID", "WHERE", "WHEN", "WHAT", "WRITTEN IN", "STATE"],
          rows.map { row in
            [row.id, row.place, row.when.isEmpty ? "always" : row.when, row.action, row.location, row.state]
              .map(\.printable)
          }
        ).text
      }
    }
  }
}
