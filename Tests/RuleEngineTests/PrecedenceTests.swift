import Diagnostics
import RuleEngine
import Testing

/// Which of several rules gets a place.
@Suite struct PrecedenceTests {
  private static let invite = """
    INVITE sip:bob@198.51.100.20 SIP/2.0
    From: <sip:alice@192.0.2.10>;tag=1
    X-Host: 192.0.2.10


    """

  private func from(_ lab: Lab) -> String? {
    lab.rewrite(Self.invite)?.split(separator: "\n").dropFirst().first.map(String.init)
  }

  @Test func theLastLayerWins() {
    let lab = Lab(
      "map:\n  - { id: a, at: from.tag, when: { role: uac, message: request }, set: LOW }\n",
      "map:\n  - { id: b, at: from.tag, set: HIGH }\n",
      "map:\n  - { id: c, value: local.address, set: TOP }\n"
    )
    #expect(from(lab) == "From: <sip:alice@TOP>;tag=HIGH")
  }

  @Test func aSlotOutweighsAValue() {
    let lab = Lab(
      """
      map:
        - { id: a, value: local.address, when: { role: uac, message: request, method: INVITE, part: header }, set: VALUE }
        - { id: b, at: from.host, set: SLOT }
      """
    )
    #expect(lab.rewrite(Self.invite)?.contains("X-Host: VALUE\n") == true)
    #expect(from(lab) == "From: <sip:alice@SLOT>;tag=1")
  }

  @Test(arguments: [
    ("at: from.tag, ", "at: from.tag, when: { role: uac }, "),
    ("at: from.tag, when: { role: uac }, ", "at: from.tag, when: { role: uac, message: request }, "),
    ("at: from.tag, when: { role: uac }, ", "at: from.tag, when: { role: uac }, unless: { method: BYE }, "),
    ("at: from.tag, ", "at: \"from[1].tag\", "),
  ])
  func theMoreSpecificWinsWhereverItStands(_ less: String, _ more: String) {
    let loser = "  - { id: less, \(less)set: LESS }\n"
    let winner = "  - { id: more, \(more)set: MORE }\n"
    for map in [loser + winner, winner + loser] {
      #expect(from(Lab("map:\n" + map)) == "From: <sip:alice@192.0.2.10>;tag=MORE")
    }
  }

  @Test func ofEqualOnesTheFirstWins() {
    #expect(
      from(Lab("map:\n  - { id: a, at: from.tag, set: FIRST }\n  - { id: b, at: from.tag, set: SECOND }\n"))
        == "From: <sip:alice@192.0.2.10>;tag=FIRST"
    )
  }

  @Test func aRuleWithTheSameIdIsReplaced() {
    let lab = Lab("map:\n  - { id: a, at: from.tag, set: LOW }\n", "map:\n  - { id: a, at: from.user, set: HIGH }\n")
    #expect(from(lab) == "From: <sip:HIGH@192.0.2.10>;tag=1")
  }

  @Test func disableSwitchesALowerRuleOff() {
    let lab = Lab(
      "map:\n  - { id: a, at: from.tag, set: LOW }\n  - { id: b, at: from.user, set: LOW }\n",
      "disable: [a]\n"
    )
    #expect(from(lab) == "From: <sip:LOW@192.0.2.10>;tag=1")
  }

  @Test func disableOfWhatIsNotThereIsAnError() {
    var lab = Lab("map:\n  - { id: from-tag, at: from.tag, set: LOW }\n", "disable: [form-tag]\n")
    _ = lab.ruleSet()
    #expect(
      lab.findings.all.map(\.description) == [
        "layer2.yaml:3:11: error: [unknown-rule] no rule below this file has the id 'form-tag' (did you mean 'from-tag'?)"
      ]
    )
  }

  @Test func keepGuardsAPlaceAgainstLowerRules() {
    let lab = Lab(
      "map:\n  - { id: a, value: local.address, set: LOW }\n",
      "map:\n  - { id: b, at: header.X-Host, keep: true }\n"
    )
    #expect(lab.rewrite(Self.invite)?.contains("<sip:alice@LOW>;tag=1\nX-Host: 192.0.2.10\n") == true)
  }

  @Test func aPlaceIsRewrittenOnce() {
    let lab = Lab(
      "map:\n  - { id: a, at: from.host, set: HOST }\n  - { id: b, at: from.user, set: USER }\n",
      "map:\n  - { id: c, at: from, line: \"From: whole\" }\n"
    )
    #expect(from(lab) == "From: whole")
  }
}
