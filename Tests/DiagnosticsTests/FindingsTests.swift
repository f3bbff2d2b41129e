import Diagnostics
import Testing

/// What was found is told once, in order, and in one line each.
@Suite struct FindingsTests {
  @Test func `the same is told once`() {
    var findings = Findings()
    findings.warning("a", "x")
    findings.warning("a", "x")
    #expect(findings.all.count == 1)
  }

  @Test func `a flood is counted, errors are not`() {
    var findings = Findings()
    for frame in 1...250 {
      findings.warning("tcp-gap", "a hole", at: Location(capture: "call.pcap", frame: frame))
      findings.error("e", "\(frame)")
    }
    #expect(findings.all.count(where: { $0.code == "tcp-gap" }) == 100)
    #expect(findings.all.count(where: { $0.code == "e" }) == 250)
    #expect(findings.all.last?.message == "150 more of [tcp-gap] are not shown")
  }

  @Test func `places come in order, file by file`() {
    var findings = Findings()
    findings.error("c", "third", at: Location(file: "b.yaml", line: 1, column: 1))
    findings.error("b", "second", at: Location(file: "b.yaml", line: 9, column: 2))
    findings.error("a", "first", at: Location(file: "b.yaml", line: 9, column: 1))
    #expect(findings.inOrderOfPlaces.all.map(\.code) == ["c", "a", "b"])
  }

  @Test func `a line is a line whatever it quotes`() {
    let hostile = Diagnostic(.error, "x", "a\u{1B}[2Jb\nc", at: Location(file: "l.yaml", line: 2, column: 3))
    #expect(hostile.description == "l.yaml:2:3: error: [x] a\\x1B[2Jb\\x0Ac")
    #expect(Location(capture: "c.pcap", frame: 7).description == "c.pcap: frame 7")
  }

  @Test(arguments: [
    ("form.tag", "from.tag"), ("whne", "when"), ("sip", "sipp"), ("SIPP", "sipp"), ("zzz", nil),
  ])
  func `a slip is guessed`(_ word: String, _ expected: String?) {
    #expect(Spelling.nearest(to: word, among: ["from.tag", "to.tag", "when", "sipp"]) == expected)
  }
}
