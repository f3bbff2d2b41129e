import ArgumentParser
import Capture
import Diagnostics
import Dialog
import Scenario

/// Shows what the rules made of each line of each message.
struct RulesExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show each line of each message: captured, result, and the rule that did it, or why none did."
  )

  @OptionGroup var input: CaptureArguments

  @OptionGroup var call: CallArgument

  @Option(help: ArgumentHelp("Which pair of hosts.", valueName: "N"))
  var leg = 1

  @Option(help: ArgumentHelp("Only this message of the leg, counted from 1.", valueName: "N"))
  var message: Int?

  @Option(help: ArgumentHelp("The engine to write for.", valueName: "target"))
  var target = "gossipper"

  @Option(
    help: ArgumentHelp(
      "A rule file, or the name of a built-in rule set, to lay over the target's; repeatable.",
      valueName: "file|name"
    )
  )
  var rules: [String] = []

  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      let set = try RuleCatalog.ruleSet(target: target, files: rules)
      let survey = CaptureSurvey(try input.open(), sipPort: input.port)
      let found = try survey.survey(keeping: call.selection)
      let chosen = try found.chosen(call.selection)
      guard let own = chosen.legs.first(where: { $0.number == leg }) else {
        throw Failure(.refused, "no-such-leg", "the call has no leg \(leg); it has \(chosen.legs.count)")
      }
      var findings = Findings()
      let pair = Planner(rules: set, capture: found.capture.name.lastPathComponent).pair(
        chosen,
        leg: own,
        findings: &findings
      )
      var all = zip(1..., pair.messages).map { RuleExplanation($1, number: $0, of: pair, rules: set) }
      if let message {
        guard (1...max(1, all.count)).contains(message), !all.isEmpty else {
          throw Failure(.refused, "no-such-message", "the leg has no message \(message); it has \(all.count)")
        }
        all = [all[message - 1]]
      }
      console.tell(findings)
      try console.show(all) { all.map(text).joined(separator: "\n") }
    }
  }

  private func text(of explanation: RuleExplanation) -> String {
    let place = explanation.frame.map { ", frame \($0)" } ?? ""
    let head = "\(explanation.title) from the \(explanation.sender.rawValue)\(place)".printable + "\n"
    return explanation.lines.reduce(head) { text, line in
      if line.captured.isEmpty, line.rules.isEmpty { return text + "\n" }
      var rows = ["  \(line.captured)"]
      if !line.rules.isEmpty {
        rows.append(line.result.isEmpty ? "    goes" : "    becomes  \(line.result)")
        rows.append("    by       \(line.rules.joined(separator: ", "))")
      }
      if !line.kept.isEmpty { rows.append("    kept by  \(line.kept.joined(separator: ", "))") }
      if let reason = line.reason { rows.append("    stays    \(reason)") }
      return text + rows.map { $0.printable + "\n" }.joined()
    }
  }
}
