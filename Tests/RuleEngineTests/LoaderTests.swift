import Diagnostics
import RuleEngine
import Testing

/// What is wrong with a rule file is told at its place, with a guess at what was meant, and all at once.
@Suite struct LoaderTests {
  struct Mistake: CustomTestStringConvertible, Sendable {
    let code: String
    let says: String
    let file: String

    init(_ code: String, _ says: String, _ file: String) {
      self.code = code
      self.says = says
      self.file = file
    }

    var testDescription: String { code + ": " + says }
  }

  private static let mistakes = [
    Mistake(
      "unknown-slot",
      "did you mean 'from.tag'?",
      "rules: 1\nname: lab\nmap:\n  - id: a\n    at: ↓form.tag\n    set: x\n"
    ),
    Mistake("unknown-slot", "'fourth'", "rules: 1\nname: lab\nmap:\n  - id: a\n    at: [from, ↓fourth]\n    set: x\n"),
    Mistake(
      "unknown-key",
      "unknown key 'ste' (did you mean 'set'?)",
      "rules: 1\nname: lab\nmap:\n  - id: a\n    at: from.tag\n    keep: true\n    ↓ste: x\n"
    ),
    Mistake("unknown-key", "did you mean 'map'?", "rules: 1\nname: lab\n↓mop: []\n"),
    Mistake(
      "unknown-key",
      "did you mean 'method'?",
      "rules: 1\nname: lab\nmap:\n  - { id: a, at: from, when: { ↓methd: INVITE }, drop: true }\n"
    ),
    Mistake(
      "unknown-value",
      "did you mean 'local.address'?",
      "rules: 1\nname: lab\nmap:\n  - { id: a, value: ↓local.adress, set: x }\n"
    ),
    Mistake(
      "wrong-value",
      "'role' takes one of uac, uas",
      "rules: 1\nname: lab\nmap:\n  - { id: a, at: from, when: { role: ↓client }, drop: true }\n"
    ),
    Mistake("wrong-value", "true or false", "rules: 1\nname: lab\nmap:\n  - { id: a, at: from, drop: ↓yes }\n"),
    Mistake(
      "status-pattern",
      "write 200, 18x or 2xx",
      "rules: 1\nname: lab\nmap:\n  - { id: a, at: from, when: { status: [200, ↓x80] }, drop: true }\n"
    ),
    Mistake(
      "unknown-placeholder",
      "did you mean 'transaction'?",
      "rules: 1\nname: lab\nmap:\n  - { id: a, at: from.tag, set: ↓\"i{transacton}\" }\n"
    ),
    Mistake("rule-format", "update it", "↓rules: 2\nname: lab\n"),
    Mistake("missing-key", "'rules'", "↓name: lab\n"),
    Mistake("missing-key", "'name'", "↓rules: 1\n"),
    Mistake("missing-key", "'id'", "rules: 1\nname: lab\nmap:\n  - ↓at: from\n    drop: true\n"),
    Mistake("no-value", "'set'", "rules: 1\nname: lab\nmap:\n  - id: a\n    at: from.tag\n    set:↓\n"),
    Mistake("no-place", "neither where", "rules: 1\nname: lab\nmap:\n  - { id: ↓a, set: x }\n"),
    Mistake("one-action", "a rule does one thing", "rules: 1\nname: lab\nmap:\n  - ↓{ id: a, at: from }\n"),
    Mistake("one-action", "not 2", "rules: 1\nname: lab\nmap:\n  - ↓{ id: a, at: from, set: x, drop: true }\n"),
    Mistake(
      "not-a-line",
      "'from.tag' is no whole line",
      "rules: 1\nname: lab\nmap:\n  - { id: ↓a, at: from.tag, line: x }\n"
    ),
    Mistake(
      "not-a-line",
      "'request-uri' is no whole line",
      "rules: 1\nname: lab\nmap:\n  - { id: ↓a, at: request-uri, line: x }\n"
    ),
    Mistake("not-a-parameter", "use 'set'", "rules: 1\nname: lab\nmap:\n  - { id: ↓a, at: from.host, param: x }\n"),
    Mistake("not-droppable", "'via.host'", "rules: 1\nname: lab\nmap:\n  - { id: ↓a, at: via.host, drop: true }\n"),
    Mistake("no-slot", "say 'at'", "rules: 1\nname: lab\nmap:\n  - { id: ↓a, value: call.id, drop: true }\n"),
    Mistake(
      "repeated-id",
      "stands at line 4",
      "rules: 1\nname: lab\nmap:\n  - { id: a, at: from, drop: true }\n  - { id: ↓a, at: to, drop: true }\n"
    ),
    Mistake("duplicate-key", "keep one", "rules: 1\nname: lab\n↓name: other\n"),
    Mistake("wrong-kind", "a mapping", "rules: 1\nname: lab\nmap:\n  - ↓from.tag\n"),
    Mistake("yaml-syntax", "never closed", "rules: 1\nname: lab\nmap: ↓[a\n"),
  ]

  @Test(arguments: mistakes) func everyMistakeIsToldAtItsPlace(_ mistake: Mistake) {
    let marked = Marked(mistake.file)
    let findings = marked.findings
    #expect(findings.map { $0.location?.description } == marked.places, "\(findings)")
    #expect(findings.map(\.code) == [mistake.code])
    #expect(findings.first?.message.contains(mistake.says) ?? false, "\(findings)")
    #expect(findings.allSatisfy { $0.severity == .error })
  }

  @Test func everythingIsToldAtOnce() {
    let marked = Marked(
      """
      rules: 1
      name: lab
      ↓colour: blue
      map:
        - id: a
          at: [↓form.tag, to, ↓vai.host]
          set: x
        - id: b
          value: ↓local.adress
          when: { role: ↓client, ↓methd: BYE }
          set: ↓"{nothing}"
        - { id: ↓a, at: from, ↓colour: red, drop: true }
      """
    )
    let findings = marked.findings
    #expect(findings.map { $0.location?.description } == marked.places, "\(findings)")
    #expect(
      findings.map(\.code) == [
        "unknown-key", "unknown-slot", "unknown-slot", "unknown-value", "wrong-value", "unknown-key",
        "unknown-placeholder",
        "repeated-id", "unknown-key",
      ]
    )
  }

  @Test func aDiagnosticReadsAsOneLineOfACompiler() {
    let findings = Marked("rules: 1\nname: lab\nmap:\n  - id: a\n    at: form.tag\n    set: x\n").findings
    #expect(
      findings.map(\.description) == [
        "lab.yaml:5:9: error: [unknown-slot] unknown slot 'form.tag' (did you mean 'from.tag'?)"
      ]
    )
  }

  @Test func valuesStayText() throws {
    let lab = Lab(
      "map:\n  - { id: a, at: from.user, set: 00441234 }\n  - { id: b, at: to.user, set: no }\n  - { id: c, at: subject, set: 10:20 }\n"
    )
    let text = try #require(lab.rewrite("INVITE sip:b@h SIP/2.0\nFrom: <sip:a@h>\nTo: <sip:b@h>\nSubject: s\n\n"))
    #expect(text == "INVITE sip:b@h SIP/2.0\nFrom: <sip:00441234@h>\nTo: <sip:no@h>\nSubject: 10:20\n\n")
  }

  @Test(arguments: [
    "", "\n", "- 1", "rules", "\u{0}", "rules: 1\nname: lab\nmap: {}", "rules: 1\nname: [lab]",
    "rules: 99999999999999999999\nname: x",
    "rules: -1\nname: x", "rules: 1\nname: lab\nmap:\n  - [[[[[]]]]]", "rules: 1\nname: lab\nmap:\n  - &a { id: *a }",
  ]) func whatIsNoRuleFileIsRefusedInWords(_ text: String) {
    let findings = Marked(text).findings
    #expect(!findings.isEmpty)
    #expect(findings.allSatisfy { $0.severity == .error && $0.location?.file == "lab.yaml" && !$0.message.isEmpty })
  }
}
