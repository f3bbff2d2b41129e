import RuleEngine
import Testing

/// Parameters that are missing, names of headers, bodies, and values of headers.
@Suite struct LanguageTests {
  private static let message = """
    INFO sip:bob@h;a=1?x=1&y=2 SIP/2.0
    Via: SIP/2.0/UDP h1;branch=z9hG4bK1
    From: <sip:a@h>;tag=1
    To: <sip:b@h>
    Contact: <sip:c@h>;q=1
    User-Agent: Acme Phone 1.2
    Content-Type: application/dtmf-relay
    Content-Length: 11

    Signal=5

    """

  private func rewritten(_ rules: String...) -> String? {
    Lab("map:\n" + rules.enumerated().map { "  - { id: r\($0), \($1) }\n" }.joined()).rewrite(Self.message)
  }

  private func replacing(_ old: String, by new: String) -> String {
    Self.message.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }

  @Test func aMissingParameterIsAddedWhereItBelongs() {
    #expect(
      rewritten("at: via.param.rport, param: ;rport, missing: add") == replacing("z9hG4bK1", by: "z9hG4bK1;rport")
    )
    #expect(
      rewritten("at: contact.uri-param.ob, param: ;ob, missing: add") == replacing("c@h>", by: "c@h;ob>")
    )
    #expect(
      rewritten("at: request-uri.param.lr, param: ;lr, missing: add") == replacing("a=1?", by: "a=1;lr?")
    )
    #expect(rewritten("at: via.param.rport, param: ;rport") == Self.message)
    #expect(rewritten("at: contact.param.q, param: ;q=2, missing: add") == replacing(";q=1", by: ";q=2"))
  }

  @Test func oneRuleAddsAMissingParameter() {
    #expect(
      rewritten(
        "at: via.param.x, param: ;x=low, missing: add",
        "at: \"via[1].param.x\", param: ;x=high, missing: add"
      ) == replacing("z9hG4bK1", by: "z9hG4bK1;x=high")
    )
  }

  @Test func renameLeavesTheValue() {
    #expect(rewritten("at: user-agent, rename: X-Agent") == replacing("User-Agent", by: "X-Agent"))
    #expect(
      rewritten("at: user-agent, rename: X-Agent", "at: user-agent, set: lab")
        == replacing("User-Agent: Acme Phone 1.2", by: "X-Agent: lab")
    )
  }

  @Test func aDroppedBodyTakesItsTypeAlong() {
    let text = rewritten("at: body, drop: true")
    #expect(text?.contains("Content-Type") == false)
    #expect(text?.hasSuffix("Content-Length: 0\n\n") == true, "\(text ?? "")")
  }

  @Test func aBodyIsKnownByItsType() {
    #expect(rewritten("at: body.application/dtmf-relay, set: Signal=7") == replacing("Signal=5\n", by: "Signal=7"))
    #expect(rewritten("at: body.application/sdp, set: x") == Self.message)
  }

  @Test func aHeaderOfAURICanGo() {
    #expect(rewritten("at: request-uri.uri-header.x, drop: true") == replacing("x=1&", by: ""))
    #expect(rewritten("at: request-uri.headers, drop: true") == replacing("?x=1&y=2", by: ""))
  }

  @Test(arguments: [
    ("{ user-agent: \"Acme*\" }", true), ("{ user-agent: Acme }", false), ("{ User-Agent: [x, \"*1.2\"] }", true),
    ("{ user-agent: \"*\", contact: x }", false), ("[user-agent, contact]", true),
  ])
  func aHeaderIsComparedByItsValue(_ condition: String, _ holds: Bool) {
    let changed = replacing("Acme Phone 1.2", by: "lab")
    #expect(
      rewritten("at: user-agent, when: { header: \(condition) }, set: lab") == (holds ? changed : Self.message)
    )
  }

  @Test func aRuleForAnotherTargetIsLeftOut() {
    let rule = "at: user-agent, when: { target: other }, set: \"[unheard_of]\""
    #expect(rewritten(rule) == Self.message)
    #expect(rewritten("at: user-agent, when: { target: engine }, set: lab") != Self.message)
    #expect(rewritten("at: user-agent, field: 0") == nil, "an engine without fields")
  }
}
