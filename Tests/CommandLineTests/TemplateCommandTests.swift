import Foundation
import Testing

/// `pcap2scenario templates`, as a lab uses it.
@Suite struct TemplateCommandTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func templates(_ arguments: String...) throws -> Program {
    try Program.run(["templates"] + arguments, in: scratch.url)
  }

  @Test func listSaysWhichFileIsUsedInsteadOfWhich() throws {
    try scratch.write("{{! Ours. }}\n<pause milliseconds=\"1\"/>\n", to: "lab/sipp/pause.mustache")
    try scratch.write("<pause milliseconds=\"2\"/>\n", to: "lab/act.mustache")
    let program = try templates("list", "--target", "sipp", "--templates", "lab", "--json")
    let rows = try JSONDecoder().decode([Row].self, from: Data(program.output.utf8))
    let pause = rows.first { $0.name == "pause" }
    #expect(pause?.file == "lab/sipp/pause.mustache" && pause?.writes == "Ours.")
    #expect(pause?.insteadOf == ["Templates/common/pause.mustache"])
    #expect(rows.first { $0.name == "act" }?.writes == "A step that does nothing but its actions.")
    #expect(rows.first { $0.name == "steps" }?.insteadOf == ["Templates/common/steps.mustache"])
    #expect(Set(rows.map(\.format)) == ["scenario", "markdown", "mermaid", "csv", "html"])
    #expect(try templates("list", "--templates", "lab").output.contains("Templates/common/pause.mustache\n"))
  }

  private struct Row: Decodable {
    let format, name, writes, file: String
    let insteadOf: [String]
  }

  /// Every template says what it writes, or the list would be a list of names.
  @Test(arguments: ["sipp", "gossipper"]) func everyBuiltInTemplateIsDescribed(_ target: String) throws {
    let program = try templates("list", "--target", target, "--json")
    let rows = try JSONDecoder().decode([Row].self, from: Data(program.output.utf8))
    #expect(rows.filter { $0.writes.isEmpty }.map(\.file) == [])
    for row in rows { #expect(try templates("show", row.name, "--target", target, "--format", row.format).status == 0) }
  }

  @Test func aNameThatIsNoneIsGuessed() throws {
    for command in [["show", "puase"], ["eject", "puase", "lab"]] {
      let program = try Program.run(["templates"] + command, in: scratch.url)
      #expect(program.status == 3 && program.output.isEmpty)
      #expect(program.complaints.contains("[missing-template] there is no template 'puase' (did you mean 'pause'?)"))
    }
    #expect(scratch.files().isEmpty)
  }

  @Test func ejectedTemplatesChangeNothing() throws {
    for target in ["sipp", "gossipper"] { #expect(try templates("eject", "lab", "--target", target).status == 0) }
    #expect(try templates("eject", "lab", "--format", "markdown").output.contains("lab/markdown/ladder.md.mustache\n"))
    let check = try templates("check", "lab", "--strict")
    #expect(check.status == 0, "\(check.complaints)")
    for arguments in [["--target", "sipp"], ["--target", "gossipper"], ["--format", "markdown"]] {
      for (folder, more) in [("a", []), ("b", ["--templates", "lab"])] {
        let run = [Fixture.plain, "-out", folder, "--force"] + arguments + more
        #expect(try Program.run(run, in: scratch.url).status == 0)
      }
      #expect(scratch.files(in: "a") == scratch.files(in: "b"))
    }
  }

  @Test func ejectNeverOverwritesUnlessForced() throws {
    try scratch.write("mine", to: "lab/pause.mustache")
    let program = try templates("eject", "act", "pause", "lab")
    #expect(program.status == 1 && program.complaints.hasPrefix("lab/pause.mustache: error: [foreign-file]"))
    #expect(scratch.files(in: "lab").keys.sorted() == ["pause.mustache"])
    #expect(try templates("eject", "act", "pause", "lab", "--force").output == "lab/act.mustache\nlab/pause.mustache\n")
    #expect(scratch.files(in: "lab")["pause.mustache"] != Data("mine".utf8))
    #expect(try templates("eject", "act", "lab").output == "all of it is there already\n")
  }

  @Test func ejectWithoutAFolderIsNoFolder() throws {
    let program = try templates("eject", "send")
    #expect(program.status == 64 && program.complaints.contains("[no-folder]"), "\(program.complaints)")
    #expect(scratch.files().isEmpty)
    #expect(try templates("eject", "./send").status == 0)
  }

  /// One partial changes one kind of step, in every scenario of every call.
  @Test func onePartialChangesOneKindOfStepEverywhere() throws {
    try scratch.write("  <pause milliseconds=\"77\"/>\n", to: "lab/pause.mustache")
    let pause = /\n  <pause milliseconds="[0-9]+"\/>/
    var pauses = 0
    for fixture in ["challenge-401-udp", "hold-callee-udp", "early-media-183-udp", "cancel-ringing-udp"] {
      for target in ["sipp", "gossipper"] {
        let run = [Fixture.path(fixture), "--target", target, "-out"]
        #expect(try Program.run(run + ["a"], in: scratch.url).status == 0)
        #expect(try Program.run(run + ["b", "--templates", "lab"], in: scratch.url).status == 0)
        for name in ["scenario_uac.xml", "scenario_uas.xml"] {
          let before = String(decoding: try #require(scratch.files(in: "a")[name]), as: UTF8.self)
          let after = String(decoding: try #require(scratch.files(in: "b")[name]), as: UTF8.self)
          pauses += before.matches(of: pause).count
          #expect(after == before.replacing(pause, with: "\n  <pause milliseconds=\"77\"/>"))
        }
      }
    }
    #expect(pauses > 8)
  }

  @Test func checkTellsEverythingAtOnce() throws {
    try scratch.write("{{#optional}}{{statu}}{{/optinal}}\n{{> orgin}}\n", to: "lab/receive.mustache")
    try scratch.write("{{titel}}\n{{#lines}}\n", to: "lab/send.mustache")
    try scratch.write("{{> pause}}{{milisecond}}\n", to: "lab/pause.mustache")
    try scratch.write("x", to: "lab/sip/act.mustache")
    try scratch.write("x", to: "lab/spare.mustache")
    let program = try templates("check", "lab")
    #expect(program.status == 3 && program.output.isEmpty)
    #expect(
      program.lines.map { String($0.prefix { $0 != "]" }) } == [
        "lab/receive.mustache:1:16: error: [unknown-name", "lab/receive.mustache:1:23: error: [section-mismatch",
        "lab/receive.mustache:2:5: error: [missing-partial", "lab/send.mustache:1:3: error: [unknown-name",
        "lab/send.mustache:2:1: error: [unclosed-section", "lab/pause.mustache:1:5: error: [partial-cycle",
        "lab/pause.mustache:1:14: error: [unknown-name", "lab/sip: warning: [unread-folder",
      ],
      "\(program.complaints)"
    )
    try scratch.write("{{> origin}}\n", to: "lab/receive.mustache")
    try scratch.write("<nop/>\n", to: "lab/send.mustache")
    try scratch.write("<nop/>\n", to: "lab/pause.mustache")
    let odd = try templates("check", "lab", "--strict")
    #expect(odd.status == 1 && odd.complaints.contains("lab/spare.mustache: warning: [unused-template]"))
  }

  @Test func aTemplateThatOneTargetNeedsIsUsed() throws {
    try scratch.write("{{> extra}}{{#steps}}{{> *kind}}{{/steps}}", to: "lab/sipp/steps.mustache")
    try scratch.write("<nop/>", to: "lab/extra.mustache")
    let program = try templates("check", "lab", "--strict")
    #expect(program.status == 0, "\(program.complaints)")
    #expect(try templates("check", "lab", "--strict", "--target", "gossipper").status == 1)
  }

  @Test func checkWritesTheCallsOfACapture() throws {
    try scratch.write("  <pause millisecond=\"{{milliseconds}}\"/>\n", to: "lab/pause.mustache")
    #expect(try templates("check", "lab").status == 0)
    let program = try templates("check", "lab", "--target", "sipp", "--capture", Fixture.plain)
    #expect(program.status == 3 && program.lines.count == 1)
    #expect(
      program.complaints.hasPrefix("lab/pause.mustache:1:10: error: [unknown-attribute]"),
      "\(program.complaints)"
    )
  }

  @Test func aFolderThatHoldsNothingIsAnError() throws {
    try scratch.write("", to: "empty/notes.txt")
    for folder in ["empty", "none"] {
      let program = try templates("check", folder)
      #expect(program.status == 3 && program.complaints.contains("[template-folder]"), "\(program.complaints)")
    }
    #expect(try templates("check").status == 64)
  }

  @Test func fieldsPrintsTheTablesOfTheDocumentation() throws {
    let program = try templates("fields")
    #expect(program.output.contains("| `steps.milliseconds` | text | pause: how long |\n"))
    #expect(program.output.contains("| `count()` | a list | a number |\n"))
  }
}
