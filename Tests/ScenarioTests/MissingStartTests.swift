import Capture
import Diagnostics
import Dialog
import RuleEngine
import Scenario
import TestSupport
import Testing

/// A call whose start was not captured.
@Suite struct MissingStartTests {
  private func plan(_ name: String) throws -> (pair: Pair, codes: [String]) {
    let fixture = try Fixture.named(name)
    let call = try #require(try Pipeline.storedModel(of: fixture).calls.first)
    let leg = try #require(call.legs.first)
    var findings = Findings()
    let rules = try RuleCatalog.ruleSet(target: "sipp", files: [])
    let pair = Planner(rules: rules, capture: "call.pcap").pair(call, leg: leg, findings: &findings)
    return (pair, findings.all.map(\.code))
  }

  @Test func whatTheCalleeSaysInAnUnknownDialogIsLeftOutAndSaid() throws {
    let (pair, codes) = try plan("start-missing-tcp")
    #expect(codes.contains("no-dialog"))
    let callee = try #require(pair.plans.last)
    #expect(!callee.learnsDialog)
    #expect(!callee.steps.contains { if case .send(let send) = $0.kind { send.status == nil } else { false } })
  }

  @Test func anAnswerWithoutItsRequestIsLeftOutAndSaid() throws {
    #expect(try plan("start-missing-udp").codes.contains("orphan"))
  }
}
