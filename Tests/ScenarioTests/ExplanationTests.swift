import Diagnostics
import Dialog
import RuleEngine
import Scenario
import TestSupport
import Testing

/// What `rules explain` says of each line: the pieces of which it is put together.
@Suite struct ExplanationTests {
  /// All messages of a fixture, as each target writes them.
  private func explained(_ fixture: Fixture, _ check: (PlannedMessage, RuleExplanation) -> Void) throws {
    let model = try Pipeline.storedModel(of: fixture)
    for target in Pipeline.targets {
      let rules = try RuleCatalog.ruleSet(target: target, files: [])
      for call in model.calls.prefix(2) {
        for leg in call.legs {
          var ignored = Findings()
          let pair = Planner(rules: rules, capture: model.capture).pair(call, leg: leg, findings: &ignored)
          for (number, message) in zip(1..., pair.messages) {
            let explanation = RuleExplanation(message, number: number, of: pair, rules: rules)
            #expect(explanation.number == number)
            check(message, explanation)
          }
        }
      }
    }
  }

  @Test(arguments: Fixture.all)
  func `pieces put together are the line`(of fixture: Fixture) throws {
    try explained(fixture) { message, explanation in
      let lines = explanation.lines
      for line in lines {
        #expect(line.pieces.map(\.captured).joined() == line.captured)
        #expect(line.pieces.map(\.result).joined() == line.result)
        #expect(line.pieces.allSatisfy { $0.rule != nil || $0.captured == $0.result && $0.location == nil })
        let rules = line.pieces.compactMap { piece in piece.rule.map { "\($0) (\(piece.location ?? ""))" } }
        #expect(rules == line.rules)
      }
      // Both texts are whole: only line ends are left out.
      let rewritten = message.rewritten
      let captured = String(decoding: rewritten.bytes, as: UTF8.self)
      #expect(withoutLineEnds(lines.map(\.captured).joined()) == withoutLineEnds(captured))
      let result = rewritten.pieces.map { piece in
        switch piece {
        case .captured(let range): String(decoding: rewritten.bytes[range], as: UTF8.self)
        case .replaced(_, let text, _): text
        }
      }
      #expect(withoutLineEnds(lines.map(\.result).joined()) == withoutLineEnds(result.joined()))
    }
  }

  private func withoutLineEnds(_ text: String) -> String {
    var scalars = text.unicodeScalars
    scalars.removeAll { $0 == "\r" || $0 == "\n" }
    return String(scalars)
  }
}
