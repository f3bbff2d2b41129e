import Foundation
import Testing

/// Rule files over rule files, and defaults that a lab edits.
@Suite struct InheritanceTests {
  /// What becomes of the header in the caller's INVITE.
  private func invite(_ header: String, _ options: [String], in scratch: Scratch) throws -> String {
    let program = try Program.run([Fixture.plain, "-out", "out", "--force"] + options, in: scratch.url)
    try #require(program.status == 0, "\(program.complaints)")
    let text = try String(contentsOfFile: scratch.path("out/scenario_uac.xml"), encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("    \(header): ") })
    return String(line.dropFirst(header.count + 6))
  }

  @Test func whatAFileExtendsLiesBelowIt() throws {
    let scratch = try Scratch()
    try scratch.write("rules: 1\nname: s\nmap: [{ id: agent, at: user-agent, set: site }]\n", to: "site/site.yaml")
    try scratch.write("rules: 1\nname: f\nextends: ../site/site.yaml\n", to: "lab/floor.yaml")
    let top = "rules: 1\nname: l\nextends: [./floor.yaml, teams]\n"
    try scratch.write(top, to: "lab/lab.yaml")
    let options = ["--rules", "lab/lab.yaml"]
    #expect(try invite("User-Agent", options, in: scratch) == "site")
    // The built-in one by its name: Contact keeps its host.
    #expect(try invite("Contact", options, in: scratch).contains("@192.0.2.10:5060"))
    // The same id in a file above takes the place of one below, and `disable` switches one off, by way of two files.
    try scratch.write(top + "map: [{ id: agent, at: user-agent, set: lab }]\n", to: "lab/lab.yaml")
    #expect(try invite("User-Agent", options, in: scratch) == "lab")
    try scratch.write(top + "disable: [agent, teams-contact]\n", to: "lab/lab.yaml")
    #expect(try invite("User-Agent", options, in: scratch).hasPrefix("Acme Phone"))
    #expect(try invite("Contact", options, in: scratch).contains("@[local_ip]:[local_port]"))
  }

  @Test func aFileThatTwoExtendCountsOnce() throws {
    let scratch = try Scratch()
    try scratch.write("rules: 1\nname: s\nmap: [{ id: agent, at: user-agent, set: site }]\n", to: "site.yaml")
    try scratch.write(
      "rules: 1\nname: a\nextends: ./site.yaml\nmap: [{ id: agent, at: user-agent, set: a }]\n",
      to: "a.yaml"
    )
    try scratch.write("rules: 1\nname: b\nextends: ././site.yaml\n", to: "b.yaml")
    // Laid anew by b it would win.
    #expect(try invite("User-Agent", ["--rules", "a.yaml", "--rules", "b.yaml"], in: scratch) == "a")
  }

  @Test func aCycleIsRefusedWhereItCloses() throws {
    let scratch = try Scratch()
    try scratch.write("rules: 1\nname: a\nextends: ./sub/b.yaml\n", to: "a.yaml")
    try scratch.write("rules: 1\nname: b\nextends: ./c.yaml\n", to: "sub/b.yaml")
    try scratch.write("rules: 1\nname: c\nextends: [common, ../a.yaml]\n", to: "sub/c.yaml")
    let program = try Program.run(["rules", "check", "a.yaml"], in: scratch.url)
    #expect(program.status == 3 && program.lines.count == 1, "\(program.complaints)")
    let place = "sub/c.yaml:3:19: error: [rules-cycle] 'a' extends itself: "
    #expect(program.complaints.hasPrefix(place), "\(program.complaints)")
  }

  /// The default mapping is data: a lab that wants another one edits a copy of the files, and nothing else.
  @Test(arguments: ["gossipper", "sipp"])
  func theDefaultMappingIsChangedInACopyOfItsFiles(_ target: String) throws {
    let scratch = try Scratch()
    let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Rules")
    func copy(_ name: String, _ edit: (String) -> String) throws {
      try scratch.write(edit(try String(contentsOf: rules.appending(path: name), encoding: .utf8)), to: name)
    }
    let plain = try invite("Call-ID", ["--target", target], in: scratch)
    #expect(plain == "[call_id]")
    try copy("common.yaml") { $0 }
    try copy("\(target).yaml") { $0.replacing("extends: common", with: "extends: ./common.yaml") }
    #expect(try invite("Call-ID", ["--target", "./\(target).yaml"], in: scratch) == plain)
    try copy("common.yaml") { $0.replacing("set: \"[call_id]\"", with: "set: \"lab-[call_id]\"") }
    try copy("\(target).yaml") {
      $0.replacing("extends: common", with: "extends: ./common.yaml").replacing(
        /Tag\{caller_tag\}/,
        with: "Lab{caller_tag}"
      )
    }
    #expect(try invite("Call-ID", ["--target", "./\(target).yaml"], in: scratch) == "lab-[call_id]")
    #expect(try invite("From", ["--target", "./\(target).yaml"], in: scratch).contains("Lab00[call_number]"))
  }
}
