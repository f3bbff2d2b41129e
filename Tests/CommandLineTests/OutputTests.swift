import Foundation
import Testing

/// Which files a run writes, and which it leaves alone.
@Suite struct OutputTests {
  private static let outputs = ["callee_rtp.pcap", "caller_rtp.pcap", "scenario_uac.xml", "scenario_uas.xml"]

  private func convert(_ capture: String, _ scratch: Scratch, _ more: String...) throws -> Program {
    try Program.run([capture, "-out", scratch.path("out"), "--target", "sipp"] + more)
  }

  @Test func fourFilesAndNothingElse() throws {
    let scratch = try Scratch()
    let program = try convert(Fixture.plain, scratch)
    #expect(program.status == 0 && program.complaints.isEmpty)
    #expect(scratch.files(in: "out").keys.filter { !$0.hasPrefix(".") }.sorted() == Self.outputs)
    for name in Self.outputs { #expect(program.output.contains(scratch.path("out/" + name))) }
  }

  @Test func theCurrentFolderIsTheDefault() throws {
    let scratch = try Scratch()
    #expect(try Program.run([Fixture.plain], in: scratch.url).status == 0)
    #expect(scratch.files().keys.filter { !$0.hasPrefix(".") }.sorted() == Self.outputs)
  }

  @Test(arguments: [["-out"], ["--out"], ["-o"]]) func everySpellingOfOut(_ option: [String]) throws {
    let scratch = try Scratch()
    #expect(try Program.run([Fixture.plain] + option + [scratch.path("deep/er")]).status == 0)
    #expect(scratch.files(in: "deep/er").count >= 4)
  }

  @Test(arguments: ["-out", "--out"]) func anEqualsSignWorksToo(_ option: String) throws {
    let scratch = try Scratch()
    #expect(try Program.run(["\(option)=\(scratch.path("out"))", "-sip-port=5060", Fixture.plain]).status == 0)
    #expect(scratch.files(in: "out").count >= 4)
  }

  @Test(arguments: ["-sip-port", "--sip-port"]) func everySpellingOfSIPPort(_ option: String) throws {
    let scratch = try Scratch()
    for port in ["5060", "0"] { #expect(try convert(Fixture.plain, scratch, option, port).status == 0) }
  }

  @Test func theSameInputGivesTheSameOutput() throws {
    let (one, two) = (try Scratch(), try Scratch())
    for (scratch, zone) in [(one, "UTC"), (two, "Pacific/Chatham")] {
      for target in ["sipp", "gossipper"] {
        let program = try Program.run(
          [Fixture.plain, "-out", target, "--target", target],
          in: scratch.url,
          environment: ["TZ": zone, "LC_ALL": "C"]
        )
        #expect(program.status == 0)
      }
    }
    #expect(one.files() == two.files() && one.files().count >= 8)
    let models = try ["UTC", "Pacific/Chatham"].map {
      try Program.run(["model", Fixture.plain], environment: ["TZ": $0]).output
    }
    #expect(models[0] == models[1] && !models[0].isEmpty)
  }

  @Test func aSecondRunOverwritesItsOwnFiles() throws {
    let scratch = try Scratch()
    #expect(try convert(Fixture.plain, scratch).status == 0)
    let first = scratch.files(in: "out")
    #expect(try convert(Fixture.path("plain-tcp"), scratch).status == 0)
    #expect(scratch.files(in: "out") != first)
    #expect(try convert(Fixture.plain, scratch).status == 0)
    #expect(scratch.files(in: "out") == first)
  }

  @Test func mediaOfAnEarlierRunGoWhenTheNextHasNone() throws {
    let scratch = try Scratch()
    #expect(try convert(Fixture.plain, scratch).status == 0)
    #expect(try convert(Fixture.path("rejected-486-udp"), scratch).status == 0)
    #expect(
      scratch.files(in: "out").keys.filter { !$0.hasPrefix(".") }.sorted() == ["scenario_uac.xml", "scenario_uas.xml"]
    )
  }

  @Test(arguments: outputs) func aFileOfSomebodyElseIsNotTouched(_ name: String) throws {
    let scratch = try Scratch()
    try scratch.write("mine", to: "out/" + name)
    let program = try convert(Fixture.plain, scratch)
    #expect(program.status == 1 && program.lines.count == 1)
    #expect(program.complaints.contains("[foreign-file]") && program.complaints.contains("--force"))
    #expect(scratch.files(in: "out") == [name: Data("mine".utf8)])
    #expect(try convert(Fixture.plain, scratch, "--force").status == 0)
    #expect(scratch.files(in: "out")[name] != Data("mine".utf8))
  }

  @Test func anEditedFileIsNotTouched() throws {
    let scratch = try Scratch()
    #expect(try convert(Fixture.plain, scratch).status == 0)
    try scratch.write("edited", to: "out/scenario_uas.xml")
    let before = scratch.files(in: "out")
    let program = try convert(Fixture.path("plain-tcp"), scratch)
    #expect(program.status == 1 && program.complaints.contains("[edited-file]"))
    #expect(scratch.files(in: "out") == before)
    #expect(try convert(Fixture.path("plain-tcp"), scratch, "--force").status == 0)
    #expect(scratch.files(in: "out")["scenario_uas.xml"] != before["scenario_uas.xml"])
  }

  @Test func everyFileInTheWayIsNamedAtOnce() throws {
    let scratch = try Scratch()
    for name in Self.outputs { try scratch.write("mine", to: "out/" + name) }
    #expect(try convert(Fixture.plain, scratch).lines.count == 4)
  }

  @Test func aFolderInPlaceOfAFileLeavesEverythingAsItWas() throws {
    let scratch = try Scratch()
    #expect(try convert(Fixture.plain, scratch).status == 0)
    let before = scratch.files(in: "out")
    try FileManager.default.removeItem(atPath: scratch.path("out/scenario_uas.xml"))
    try scratch.write("mine", to: "out/scenario_uas.xml/file")
    let program = try convert(Fixture.path("plain-tcp"), scratch, "--force")
    #expect(program.status == 1 && program.lines.count == 1, "\(program.complaints)")
    let after = scratch.files(in: "out")
    for name in Self.outputs where name != "scenario_uas.xml" { #expect(after[name] == before[name], "\(name)") }
    #expect(after["scenario_uas.xml/file"] == Data("mine".utf8))
    #expect(!after.keys.contains { $0.hasSuffix(".part") }, "\(after.keys)")
  }

  @Test func aRunThatFailsLateLeavesTheOldFiles() throws {
    let scratch = try Scratch()
    #expect(try convert(Fixture.plain, scratch).status == 0)
    let before = scratch.files(in: "out")
    // A scenario larger than the target reads.
    let large = try scratch.write(
      Recorded.call(more: ["X-Large: " + String(repeating: "x", count: 60_000)]).bytes,
      to: "large.pcap"
    )
    try scratch.write("<scenario>{{#steps}}{{> *kind}}{{> *kind}}{{/steps}}</scenario>\n", to: "own/uac.xml.mustache")
    let program = try convert(large, scratch, "--templates", scratch.path("own"))
    #expect(program.status == 1 && program.complaints.contains("[file-too-large]"), "\(program.complaints)")
    #expect(scratch.files(in: "out") == before)
  }

  @Test func theLastRuleFileWins() throws {
    let scratch = try Scratch()
    func rules(_ name: String) throws -> String {
      try scratch.write(
        "rules: 1\nname: \(name)\nmap:\n  - { id: agent, at: user-agent, set: \"\(name)\" }\n",
        to: name + ".yaml"
      )
    }
    let (one, two) = (try rules("one"), try rules("two"))
    func agent(_ more: String...) throws -> [Substring] {
      let program = try Program.run([Fixture.plain, "-out", scratch.path("out"), "--target", "sipp"] + more)
      #expect(program.status == 0, "\(program.complaints)")
      return String(decoding: scratch.files(in: "out")["scenario_uac.xml"] ?? Data(), as: UTF8.self)
        .split(separator: "\n").filter { $0.contains("User-Agent:") }.prefix(1).map { $0.drop { $0 == " " } }
    }
    #expect(try agent("--rules", one, "--rules", two) == ["User-Agent: two"])
    #expect(try agent("--rules", two, "--rules", one) == ["User-Agent: one"])
    #expect(try agent("--rules", one) == ["User-Agent: one"])
  }

  @Test func oneTemplateIsOverridden() throws {
    let scratch = try Scratch()
    try scratch.write("  <pause milliseconds=\"{{milliseconds}}\" crlf=\"true\"/>\n", to: "own/pause.mustache")
    try scratch.write("  <pause milliseconds=\"{{milliseconds}}\" hide=\"true\"/>\n", to: "last/pause.mustache")
    #expect(try convert(Fixture.plain, scratch).status == 0)
    let plain = scratch.files(in: "out")
    #expect(try convert(Fixture.plain, scratch, "--templates", scratch.path("own")).status == 0)
    let own = scratch.files(in: "out")
    let text = String(decoding: own["scenario_uac.xml"] ?? Data(), as: UTF8.self)
    #expect(text.contains("crlf=\"true\"/>"))
    #expect(
      text.split(separator: " crlf=\"true\"").joined()
        == String(decoding: plain["scenario_uac.xml"] ?? Data(), as: UTF8.self)
    )
    #expect(
      try convert(Fixture.plain, scratch, "--templates", scratch.path("own"), "--templates", scratch.path("last"))
        .status == 0
    )
    #expect(
      String(decoding: scratch.files(in: "out")["scenario_uac.xml"] ?? Data(), as: UTF8.self).contains("hide=\"true\"")
    )
  }
}
