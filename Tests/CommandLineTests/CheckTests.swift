import Foundation
import TestSupport
import Testing

/// `check`: what an engine would refuse in scenarios that somebody edited.
@Suite struct CheckTests {
  private struct Printed: Decodable {
    struct Finding: Decodable {
      struct Place: Decodable {
        let file: String
        let line, column: Int?
      }
      let severity, code: String
      let location: Place?
    }
    let target: String
    let diagnostics: [Finding]
  }

  private func check(_ text: String, _ arguments: [String] = ["--target", "sipp"]) throws -> Program {
    let scratch = try Scratch()
    try scratch.write(text, to: "a.xml")
    return try Program.run(["check", "a.xml"] + arguments, in: scratch.url)
  }

  private func scenario(_ inner: String) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scenario name=\"a\">\n\(inner)\n</scenario>\n"
  }

  @Test(arguments: [
    ("<paus/>", "3:1: error: [unknown-element] 'sipp' knows no element <paus> (did you mean 'pause'?)"),
    ("\n  <pause milliseconds='1'/>", "4:10: error: [single-quotes]"),
    ("<pause milliseconds=\"1\">", "3:1: error: [not-well-formed] <pause> is not closed"),
    ("<nop></pause></nop>", "3:6: error: [not-well-formed] </pause> closes nothing here"),
    ("<recv response=\"180\" optional=\"true\"/><nop/>", "3:1: error: [idle-optional]"),
    ("<send/>", "3:1: error: [no-message]"),
    ("<send>INVITE</send>", "3:7: error: [loose-text]"),
    ("<send><![CDATA[\nÄ [pidd]\n]]></send>", "4:3: error: [unknown-variable]"),
    ("<send><![CDATA[\n[$x] [$x]\n]]></send>", "4:1: error: [unset-variable]"),
    ("<recv request=\"ACK\" test=\"x\" next=\"1\"/>", "3:27: error: [unset-variable]"),
    ("<nop><action><assignstr assign_to=\"x\" value=\"1\"/></action></nop>", "3:36: error: [lone-variable]"),
    ("<!DOCTYPE a>", "3:1: error: [not-well-formed] declarations"),
  ])
  func `what an engine refuses is told with its place`(_ inner: String, _ expected: String) throws {
    let run = try check(scenario(inner))
    #expect(run.status == 3 && run.output.isEmpty)
    #expect(run.lines.first?.hasPrefix("a.xml:" + expected) == true, "\(run.complaints)")
    #expect(run.lines.count == 1, "\(run.complaints)")
  }

  @Test func `all files are checked, and all of it is told at once`() throws {
    let scratch = try Scratch()
    try scratch.write(scenario("<paus/>\n<sned/>"), to: "a.xml")
    try scratch.write(scenario("<nop/>"), to: "b.xml")
    try scratch.write("", to: "c.xml")
    let files = ["a.xml", "b.xml", "c.xml", "none.xml", "."]
    let run = try Program.run(["check", "--target", "sipp"] + files, in: scratch.url)
    #expect(run.status == 3)
    let places = run.lines.map { $0.prefix { $0 != "[" } }
    #expect(places == ["a.xml:3:1", "a.xml:4:1", "c.xml:1:1", "none.xml", "."].map { "\($0): error: " })
  }

  @Test func `a right scenario says so`() throws {
    let run = try check(scenario("<recv request=\"INVITE\"/>"))
    #expect(run.status == 0 && run.complaints.isEmpty, "\(run.complaints)")
    #expect(run.output == "1 scenario is right for sipp: a.xml\n")
    #expect(try check(scenario("<nop/>"), []).output == "1 scenario is right for gossipper: a.xml\n")
    #expect(try check(scenario("<nop/>"), ["--target", "spip"]).status == 3)
    #expect(try Program.run(["check"]).status == 64)
  }

  @Test func `media that is not beside the scenario is a warning`() throws {
    let scratch = try Scratch()
    let play = "<nop><action><exec play_pcap_audio=\"a.pcap\"/></action></nop>"
    try scratch.write(scenario(play), to: "in/a.xml")
    try scratch.write("x", to: "a.pcap")
    let run = ["check", "in/a.xml", "--target", "sipp"]
    let missing = try Program.run(run, in: scratch.url)
    #expect(missing.status == 0 && missing.output.contains(" is right "))
    #expect(missing.complaints.hasPrefix("in/a.xml:3:37: warning: [missing-file] there is no file 'a.pcap'"))
    #expect(try Program.run(run + ["--strict"], in: scratch.url).status == 1)
    try scratch.write("x", to: "in/a.pcap")
    #expect(try Program.run(run + ["--strict"], in: scratch.url).complaints.isEmpty)
  }

  @Test func `what an engine only passes over is a warning`() throws {
    let odd = scenario("<nop colour=\"red\"/>")
    #expect(try check(odd).complaints.hasPrefix("a.xml:3:6: warning: [unknown-attribute]"))
    #expect(try check(odd).status == 0)
    // Each engine by its own rule file.
    let element = scenario("<CallLengthRepartition value=\"10\"/>\n<Unheard/>")
    #expect(try check(element, ["--target", "gossipper"]).status == 0)
    #expect(try check(element, ["--target", "gossipper"]).lines.count == 2)
    #expect(try check(element).lines.map { $0.prefix(23) } == ["a.xml:4:1: error: [unkn"])
  }

  @Test func `a DOCTYPE is passed over, what it would declare is refused`() throws {
    let head = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" ?>\n"
    let rest = "<scenario name=\"a\">\n<nop/>\n</scenario>\n"
    #expect(try check(head + "<!DOCTYPE scenario SYSTEM \"sipp.dtd\">\n" + rest).complaints.isEmpty)
    let bomb = "<!DOCTYPE scenario [<!ENTITY a \"aaaaaaaaaa\"> <!ENTITY b \"&a;&a;&a;&a;\">]>\n"
    let run = try check(head + bomb + rest)
    #expect(run.status == 3)
    let told = "a.xml:2:20: error: [not-well-formed] no engine reads declarations"
    #expect(run.complaints.hasPrefix(told), "\(run.complaints)")
  }

  @Test func `JSON holds the findings, errors too`() throws {
    let run = try check(scenario("<paus/>\n<nop colour=\"red\"/>"), ["--target", "sipp", "--json"])
    #expect(run.status == 3)
    let printed = try JSONDecoder().decode(Printed.self, from: Data(run.output.utf8))
    #expect(printed.target == "sipp")
    #expect(printed.diagnostics.map(\.code) == ["unknown-element", "unknown-attribute"])
    #expect(printed.diagnostics.map(\.severity) == ["error", "warning"])
    #expect(printed.diagnostics.map { $0.location?.file } == ["a.xml", "a.xml"])
    #expect(printed.diagnostics.map { $0.location?.line } == [3, 4])
    #expect(printed.diagnostics.map { $0.location?.column } == [1, 6])
  }

  @Test func `a rule file describes an engine of its own`() throws {
    let scratch = try Scratch()
    let source = try String(contentsOf: Project.root.appending(path: "Rules/sipp.yaml"), encoding: .utf8)
    let own = source.replacing("    service: ", with: "    lab_key: from -key\n    service: ")
      .replacing("name: sipp\n", with: "name: lab\n")
    try scratch.write(own, to: "lab.yaml")
    try scratch.write(scenario("<send><![CDATA[\nA [lab_key]\n]]></send>"), to: "a.xml")
    #expect(try Program.run(["check", "a.xml", "--target", "sipp"], in: scratch.url).status == 3)
    let run = try Program.run(["check", "a.xml", "--target", "lab.yaml"], in: scratch.url)
    #expect(run.status == 0, "\(run.complaints)")
  }

  @Test(arguments: ["gossipper", "sipp"])
  func `what a conversion writes is right`(for target: String) throws {
    let scratch = try Scratch()
    for name in ["plain-udp", "challenge-401-udp", "transfer-udp", "t38-switch-udp", "proxy-two-phones-udp"]
    where FileManager.default.fileExists(atPath: Fixture.path(name)) {
      let run = try Program.run([Fixture.path(name), "--target", target, "-out", name], in: scratch.url)
      try #require(run.status == 0, "\(run.complaints)")
      let files = ["\(name)/scenario_uac.xml", "\(name)/scenario_uas.xml"]
      let check = try Program.run(["check", "--target", target] + files, in: scratch.url)
      #expect(check.status == 0 && check.complaints.isEmpty, "\(check.complaints)")
    }
  }
}
