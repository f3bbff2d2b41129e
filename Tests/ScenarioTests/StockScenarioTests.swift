import Diagnostics
import RuleEngine
import Scenario
import TestSupport
import Testing

/// What `check` says of the scenarios that SIPp itself brings: the engine takes all of them.
@Suite(.enabled(if: Program.inPath("sipp") != nil)) struct StockScenarioTests {
  @Test(arguments: [
    "uac", "uas", "regexp", "branchc", "branchs", "uac_pcap", "3pcc-C-A", "3pcc-C-B", "3pcc-A", "3pcc-B",
  ])
  func `nothing of it is refused`(_ name: String) async throws {
    let sipp = try #require(Program.inPath("sipp"))
    let text = try await Program.run(sipp, ["-sd", name]).output
    try #require(text.hasPrefix("<?xml"))
    for target in RuleCatalog.targets {
      let engine = try RuleCatalog.ruleSet(target: target, files: []).target
      var review = ScenarioReview(for: engine)
      review.check(Array(text.utf8), of: "\(name).xml")
      let findings = review.findings
      #expect(!findings.hasErrors, "\(target): \(findings.all)")
      // Its media are not here, and gossipper passes over what is for statistics.
      let odd = findings.all.filter { target == "sipp" && $0.code != "missing-file" }
      #expect(odd.isEmpty, "\(odd)")
    }
  }
}
