import Diagnostics
import RuleEngine
import Testing

/// A rule may only use words that its engine understands.
@Suite struct VariableTests {
  @Test(
    arguments: [
      ("", []), ("plain", []), ("[local_ip]", ["local_ip"]), ("[local_ip]:[branch-4]", ["local_ip", "branch"]),
      ("[media_port+2]", ["media_port"]), ("[last_Via:]", ["last_Via:"]), ("[last_X-Trace:]", ["last_X-Trace:"]),
      ("[fill variable=n text=\"x\"]", ["fill"]), ("[$remote_target]", ["$remote_target"]), ("[]", []), ("[open", []),
      ("a]b", []), ("[[local_ip]]", ["local_ip"]),
    ] as [(String, [String])]
  )
  func names(_ text: String, _ expected: [String]) {
    #expect(Target.variableNames(in: text) == expected)
  }

  @Test(arguments: ["local_ip", "last_Via:", "$x", "branch"]) func aDeclaredNameIsKnown(_ name: String) throws {
    let target = try #require(Lab.target)
    #expect(target.knows(name))
  }

  @Test(arguments: ["local_pi", "last_", "$", "", "branches", "LOCAL_IP"]) func anotherIsNot(_ name: String) throws {
    let target = try #require(Lab.target)
    #expect(!target.knows(name))
  }

  @Test(arguments: ["at: from.tag, set", "at: from, line", "at: to.tag, param", "at: via, add"])
  func anUnknownVariableIsAnErrorOfEveryAction(_ action: String) {
    var lab = Lab("map:\n  - { id: a, \(action): \"x[lokal_ip]\" }\n")
    _ = lab.ruleSet()
    #expect(lab.findings.all.map(\.code) == ["unknown-variable"])
    #expect(lab.findings.all.first?.message == "'engine' knows no variable '[lokal_ip]' (did you mean 'local_ip'?)")
    #expect(lab.findings.all.first?.location?.line == 4)
  }

  @Test func aRuleThatIsReplacedIsNotChecked() {
    var lab = Lab(
      "map:\n  - { id: a, at: from.tag, set: \"[nonsense]\" }\n",
      "map:\n  - { id: a, at: from.tag, set: \"[local_ip]\" }\n"
    )
    _ = lab.ruleSet()
    #expect(lab.findings.all.isEmpty)
  }

  struct Flaw: Sendable {
    let old: String
    let new: String
    let code: String
  }

  @Test(arguments: [
    Flaw(old: "title: an engine of these tests", new: "titel: x", code: "missing-key unknown-key"),
    Flaw(old: "{uas}", new: "{uass}", code: "unknown-placeholder"),
    Flaw(old: "media_at: send", new: "media_at: sent", code: "wrong-value"),
    Flaw(old: "retransmits_after: 500", new: "retransmits_after: 0", code: "wrong-value"),
    Flaw(old: "stops_media: true", new: "stops_media: maybe", code: "wrong-value"),
    Flaw(old: "playable: audio", new: "playable: []", code: "no-value"),
    Flaw(
      old: "retransmits_after: 500",
      new: "retransmits_after: 500\n    provisionals_of_invite: [\"200\"]",
      code: "status-pattern"
    ),
  ])
  func aFlawInATargetIsTold(_ flaw: Flaw) {
    var findings = Findings()
    let text = Lab.engine.split(separator: flaw.old, omittingEmptySubsequences: false).joined(separator: flaw.new)
    _ = RuleLoader.load(Array(text.utf8), file: "engine.yaml", into: &findings)
    #expect(findings.all.map(\.code).sorted().joined(separator: " ") == flaw.code, "\(findings.all)")
  }
}
