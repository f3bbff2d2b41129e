import Foundation
import Testing

/// `pcap2scenario rules`, as a lab uses it, and the rules of Rules/README.md.
@Suite struct RulesCommandTests {
  @Test func everyYAMLOfTheDocumentationLoads() throws {
    let scratch = try Scratch()
    let all = try Documentation("Rules/README.md").blocks("yaml")
    #expect(all.count >= 2)
    for (number, text) in all.enumerated() {
      let file = try scratch.write(text, to: "snippet\(number).yaml")
      let program = try Program.run(["rules", "check", file, "--strict"])
      #expect(program.status == 0, "\(program.complaints)")
    }
  }

  @Test func theStartingFileIsRightAndNeverOverwritten() throws {
    let scratch = try Scratch()
    #expect(try Program.run(["rules", "init"], in: scratch.url).status == 0)
    #expect(try Program.run(["rules", "check", "lab.yaml", "--strict"], in: scratch.url).status == 0)
    #expect(try Program.run(["rules", "test", "lab.yaml"], in: scratch.url).status == 0)
    let again = try Program.run(["rules", "init"], in: scratch.url)
    #expect(again.status == 1 && again.complaints.contains("[foreign-file]"))
  }

  @Test func aFailedExampleIsToldAtItsPlace() throws {
    let scratch = try Scratch()
    let rules = """
      rules: 1
      name: a
      map: [{ id: a, at: user-agent, set: lab }]
      examples:
        - captured: "User-Agent: x"
          becomes: "User-Agent: y"
      """
    try scratch.write(rules, to: "a.yaml")
    let program = try Program.run(["rules", "test", "a.yaml"], in: scratch.url)
    #expect(program.status == 3)
    #expect(program.complaints.hasPrefix("a.yaml:5:15: error: [example-failed]"), "\(program.complaints)")
  }

  @Test func hiddenAndIdleRulesAreWarnings() throws {
    let scratch = try Scratch()
    let rules = """
      rules: 1
      name: a
      map:
        - { id: all, at: user-agent, drop: true }
        - { id: more, at: user-agent, set: x }
        - { id: none, at: header.X-None, drop: true }
      """
    try scratch.write(rules, to: "a.yaml")
    let program = try Program.run(["rules", "check", "a.yaml", "--capture", Fixture.plain], in: scratch.url)
    #expect(program.status == 0)
    #expect(
      program.lines.map { String($0.prefix { $0 != "]" }) } == [
        "a.yaml:5:11: warning: [hidden-rule", "a.yaml:5:11: warning: [idle-rule", "a.yaml:6:11: warning: [idle-rule",
      ],
      "\(program.complaints)"
    )
  }

  @Test func showSaysWhereLayersDisagree() throws {
    let scratch = try Scratch()
    try scratch.write(
      "rules: 1\nname: a\ndisable: via-branch\nmap: [{ id: call-id, at: call-id, keep: true }]\n",
      to: "a.yaml"
    )
    let program = try Program.run(["rules", "show", "a.yaml"], in: scratch.url)
    #expect(program.output.contains("applies instead of Rules/common.yaml:"))
    #expect(program.output.contains("replaced by a.yaml:4:13"))
    #expect(program.output.contains("disabled by a.yaml:3:10"))
    let effective = try Program.run(["rules", "show", "--effective", "a.yaml"], in: scratch.url)
    #expect(!effective.output.contains("disabled by"))
  }

  @Test func explainNamesTheRuleOfEachLine() throws {
    let program = try Program.run(["rules", "explain", Fixture.plain, "--message", "1"])
    #expect(program.status == 0)
    #expect(program.output.contains("because  call-id (Rules/common.yaml:"))
    #expect(program.output.contains("because  no rule speaks of it"))
    #expect(try Program.run(["rules", "explain", Fixture.plain, "--message", "99"]).status == 1)
  }

  @Test func aFieldGoesIntoItsFile() throws {
    let scratch = try Scratch()
    let rules = try scratch.write(
      "rules: 1\nname: a\nmap: [{ id: a, at: from.user, when: { role: uac }, field: { file: u.csv, column: 1 } }]\n",
      to: "a.yaml"
    )
    let capture = try scratch.write(Recorded.call(from: "anna").bytes, to: "call.pcap")
    for target in ["sipp", "gossipper"] {
      let out = scratch.path(target)
      let program = try Program.run([capture, "-out", out, "--target", target, "--rules", rules])
      #expect(program.status == 0 && !program.complaints.contains("[field"), "\(program.complaints)")
      #expect(program.output.contains("-inf \(out)/u.csv"))
      #expect(try String(contentsOfFile: out + "/u.csv", encoding: .utf8) == "SEQUENTIAL\n;anna\n")
      let scenario = try String(contentsOfFile: out + "/scenario_uac.xml", encoding: .utf8)
      #expect(scenario.contains("From: <sip:[field1 file=\"u.csv\"]@"))
    }
  }
}
