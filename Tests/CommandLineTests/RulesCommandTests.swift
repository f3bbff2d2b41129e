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

  /// Every rule in it that is commented out is right once the hash is gone.
  @Test func theRulesOfTheStartingFileAreRightWhenTheyAreUsed() throws {
    let scratch = try Scratch()
    #expect(try Program.run(["rules", "init"], in: scratch.url).status == 0)
    let text = try String(contentsOfFile: scratch.path("lab.yaml"), encoding: .utf8)
    let used = text.replacing(/(?m)^( *)#([^ ])/) { "\($0.1)\($0.2)" }.replacing(/(?m)^( +)#(  )/) { "\($0.1)\($0.2)" }
    try scratch.write(used, to: "lab.yaml")
    let program = try Program.run(["rules", "check", "lab.yaml", "--strict"], in: scratch.url)
    #expect(program.status == 0 && program.output == "6 rules for gossipper are right in lab.yaml\n", "\(program)")
    try scratch.write("x\n", to: "templates/pause.mustache")
    #expect(try Program.run([Fixture.plain, "-out", "out", "--rules", "lab.yaml"], in: scratch.url).status == 0)
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

  /// Under other ids: which rule wins, and which it hides or comes before, with the place of both.
  @Test func showSaysWhereRulesOfTwoLayersMeetInOneSlot() throws {
    let scratch = try Scratch()
    let rules = """
      rules: 1
      name: lab
      map:
        - { id: lab-call, at: call-id, when: { message: request }, keep: true }
        - { id: lab-host, at: contact.host, when: { message: request }, set: gw.example.com }
        - { id: lab-answer, at: from, when: { message: response, method: BYE }, keep: true }
        - { id: lab-own, at: header.X-Lab, drop: true }
      """
    try scratch.write(rules, to: "lab.yaml")
    let program = try Program.run(["rules", "show", "--effective", "lab.yaml", "--json"], in: scratch.url)
    struct Row: Decodable {
      let id: String
      let state: String
    }
    let rows = try JSONDecoder().decode([Row].self, from: Data(program.output.utf8))
    let states = Dictionary(
      uniqueKeysWithValues: rows.map { ($0.id, $0.state.replacing(/yaml:[0-9]+:[0-9]+/, with: "yaml:N")) }
    )
    let places = Set(rows.flatMap { $0.state.matches(of: /lab.yaml:([0-9]+:[0-9]+)/).map { String($0.1) } })
    #expect(places == ["4:11", "5:11", "6:11"])
    #expect(states["lab-call"] == "applies; before call-id (Rules/common.yaml:N)")
    #expect(states["call-id"] == "hidden by lab-call (lab.yaml:N)")
    #expect(states["lab-host"] == "applies; before contact-of-request (Rules/common.yaml:N)")
    #expect(states["contact-of-request"] == "applies; after lab-host (lab.yaml:N)")
    // A response to another request is not in dispute, nor is what stands in requests only.
    #expect(states["answer-from"] == "applies; after lab-answer (lab.yaml:N)")
    #expect(states["contact-of-response"] == "applies" && states["caller-in-from"] == "applies")
    #expect(states["lab-own"] == "applies")
  }

  @Test func explainNamesTheRuleOfEachLine() throws {
    let program = try Program.run(["rules", "explain", Fixture.plain, "--message", "1"])
    #expect(program.status == 0)
    #expect(program.output.contains("    by       call-id (Rules/common.yaml:"))
    #expect(program.output.contains("    stays    no rule speaks of it"))
    #expect(try Program.run(["rules", "explain", Fixture.plain, "--message", "99"]).status == 1)
  }

  @Test func explainTellsWhichPartOfALineWasReplaced() throws {
    struct Message: Decodable {
      struct Line: Decodable {
        struct Piece: Decodable, Equatable {
          let captured, result: String
          let rule, location: String?
        }
        let captured, result: String
        let pieces: [Piece]
      }
      let number: Int
      let sender: String
      let lines: [Line]
    }
    let scratch = try Scratch()
    let rules = """
      rules: 1
      name: a
      map:
        - { id: a-lab, at: call-id, add: "X-Lab: [pid]" }
        - { id: a-agent, at: user-agent, drop: true }
      """
    try scratch.write(rules, to: "a.yaml")
    func explained(_ arguments: [String]) throws -> [Message] {
      let run = ["rules", "explain", Fixture.plain, "--rules", "a.yaml", "--json"] + arguments
      return try JSONDecoder().decode([Message].self, from: Data(try Program.run(run, in: scratch.url).output.utf8))
    }
    let all = try explained([])
    #expect(all.map(\.number) == Array(1...all.count))
    let message = try #require(try explained(["--message", "1"]).first)
    #expect(message.number == 1 && message.sender == "caller")
    let identity = try #require(message.lines.first { $0.captured.hasPrefix("Call-ID: ") })
    #expect(identity.pieces.map(\.rule) == [nil, "call-id", "a-lab"])
    #expect(identity.pieces.map(\.result) == ["Call-ID: ", "[call_id]", "\r\nX-Lab: [pid]"])
    #expect(identity.pieces.map(\.captured) == ["Call-ID: ", String(identity.captured.dropFirst(9)), ""])
    #expect(identity.pieces[1].location?.hasPrefix("Rules/common.yaml:") == true)
    #expect(identity.pieces[2].location == "a.yaml:4:11")
    let agent = try #require(message.lines.first { $0.captured.hasPrefix("User-Agent: ") })
    #expect(agent.pieces == [.init(captured: agent.captured, result: "", rule: "a-agent", location: "a.yaml:5:11")])
    let second = try #require(try explained(["--message", "2"]).first)
    #expect(second.number == 2 && second.sender == "callee")
  }

  @Test func explainSaysWhatKeepsALineAndWhatARuleWants() throws {
    let scratch = try Scratch()
    let rules = """
      rules: 1
      name: a
      map:
        - { id: a-host, at: contact.host, when: { role: uac }, keep: true }
        - { id: a-agent, at: user-agent, when: { message: request }, unless: { method: INVITE }, drop: true }
        - { id: a-none, at: header.X-None, keep: true }
      """
    try scratch.write(rules, to: "a.yaml")
    let program = try Program.run(
      ["rules", "explain", Fixture.plain, "--message", "1", "--rules", "a.yaml"],
      in: scratch.url
    )
    let text = program.output.replacing(/common.yaml:[0-9:]+/, with: "common.yaml:N")
    #expect(text.contains("    kept by  a-host (a.yaml:4:11)\n"), "\(text)")
    #expect(text.contains("    stays    a-agent (a.yaml:5:11) wants not method: INVITE\n"))
    #expect(text.contains("    stays    answer-cseq (Rules/common.yaml:N) wants message: response\n"))
    // What keeps something has found it.
    let check = try Program.run(["rules", "check", "a.yaml", "--capture", Fixture.plain], in: scratch.url)
    #expect(check.lines.count == 1 && check.complaints.contains("[idle-rule] rule 'a-none'"), "\(check.complaints)")
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
