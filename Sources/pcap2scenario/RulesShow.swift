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
    /// What became of it: `applies`, `replaced by lab.yaml:5:9`, `disabled by lab.yaml:3:11`.
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

  func run() throws {
    try Console(output).run { console throws in
      let set = try RuleCatalog.ruleSet(target: rules.target, files: rules.files)
      var rows = set.byWeight.map { rule in
        let below = set.displaced.filter { $0.successor?.location == rule.location }.map(\.rule.location.description)
        return Row(rule, state: below.isEmpty ? "applies" : "applies instead of \(below.joined(separator: ", "))")
      }
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
