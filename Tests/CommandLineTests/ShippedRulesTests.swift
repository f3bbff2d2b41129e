import Foundation
import Testing

/// The rule sets that every binary carries, and rule files that bring templates along.
@Suite struct ShippedRulesTests {
  @Test(arguments: ["anonymise", "load", "teams", "ims", "pjsip"], ["gossipper", "sipp"])
  func everyOneIsRightAndItsExamplesHold(_ name: String, _ target: String) throws {
    let check = try Program.run(["rules", "check", name, "--target", target, "--strict"])
    #expect(check.status == 0, "\(check.complaints)")
    let test = try Program.run(["rules", "test", name, "--target", target])
    #expect(test.status == 0, "\(test.complaints)")
  }

  @Test(arguments: [("sbc-host-names-udp", "teams"), ("ims-call-udp", "ims"), ("kamailio-register", "pjsip")])
  func eachHasARuleForItsFixture(_ fixture: String, _ name: String) throws {
    let scratch = try Scratch()
    func scenarios(_ options: [String]) throws -> [String: Data] {
      let out = scratch.path("out")
      let program = try Program.run([Fixture.path(fixture), "-out", out, "--target", "sipp"] + options)
      #expect(program.status == 0, "\(program.complaints)")
      return scratch.files(in: "out").filter { $0.key.hasSuffix(".xml") && !$0.key.hasPrefix(".") }
    }
    #expect(try scenarios(["--rules", name]) != scenarios([]))
  }

  @Test func theFirstOfSimilarCallsHasALineForEach() throws {
    let scratch = try Scratch()
    var capture = Recorded.call(id: "one", to: "bob", from: "anna", challenge: true)
    capture.add(id: "two", to: "bill", from: "ben", challenge: true)
    // Another shape: nobody is challenged.
    capture.add(id: "three", to: "bert", from: "cleo")
    capture.add(id: "four", to: "bess", from: "dora", challenge: true)
    let file = try scratch.write(capture.bytes, to: "trunk.pcap")
    let program = try Program.run(
      [file, "-out", "calls", "--all", "--rules", "load", "--target", "sipp"],
      in: scratch.url
    )
    #expect(program.status == 0)
    #expect(
      program.complaints.contains(
        "note: [gathered-fields] holds a line for each of 3 calls of the same shape: 1, 2, 4\n"
      ),
      "\(program.complaints)"
    )
    func rows(_ prefix: String) -> [String] {
      scratch.files(in: "calls").filter { $0.key.hasPrefix(prefix) && $0.key.hasSuffix("calls.csv") }.map {
        String(decoding: $0.value, as: UTF8.self)
      }
    }
    func line(_ caller: String, _ callee: String) -> String {
      "\(caller);\(callee);\(callee);;;[authentication username=\"\(caller)\" password=\"secret\"]\n"
    }
    #expect(rows("0001-") == ["SEQUENTIAL\n" + line("anna", "bob") + line("ben", "bill") + line("dora", "bess")])
    #expect(rows("0002-") == ["SEQUENTIAL\n" + line("ben", "bill")])
    #expect(rows("0003-") == ["SEQUENTIAL\ncleo;bert;bert\n"])
  }

  @Test func aRuleFileBringsItsTemplates() throws {
    let scratch = try Scratch()
    try scratch.write("rules: 1\nname: lab\ntemplates: ./slow\n", to: "lab/lab.yaml")
    try scratch.write("  <pause milliseconds=\"7\"/>\n", to: "lab/slow/pause.mustache")
    try scratch.write("  <pause milliseconds=\"8\"/>\n", to: "own/pause.mustache")
    func pauses(_ options: [String]) throws -> Set<String> {
      let program = try Program.run(
        [Fixture.plain, "-out", "out", "--rules", "lab/lab.yaml"] + options,
        in: scratch.url
      )
      #expect(program.status == 0, "\(program.complaints)")
      let text = try String(contentsOfFile: scratch.path("out/scenario_uac.xml"), encoding: .utf8)
      return Set(text.matches(of: /<pause milliseconds="([0-9]+)"/).map { String($0.1) })
    }
    #expect(try pauses([]) == ["7"])
    // What the command line says comes last.
    #expect(try pauses(["--templates", "own"]) == ["8"])
  }

  @Test func unknownTemplatesAreToldWhereTheyAreNamed() throws {
    let scratch = try Scratch()
    try scratch.write("rules: 1\nname: lab\ntemplates: [pjsipp, ./none]\n", to: "lab.yaml")
    let program = try Program.run([Fixture.plain, "-out", "out", "--rules", "lab.yaml"], in: scratch.url)
    #expect(program.status == 3)
    #expect(program.lines.count == 2, "\(program.complaints)")
    #expect(
      program.complaints.contains(
        "lab.yaml:3:13: error: [unknown-templates] there are no built-in templates 'pjsipp' (did you mean 'pjsip'?)"
      )
    )
    #expect(program.complaints.contains("none: error: [template-folder] there is no such folder"))
  }
}
