import Foundation
import Testing

/// What an engine would refuse is told with the place in the template, and formats are folders of text.
@Suite struct TemplateOutputTests {
  private func convert(_ template: String, _ text: String, _ target: String = "sipp") throws -> Program {
    let scratch = try Scratch()
    try scratch.write(text, to: "lab/\(template).mustache")
    let program = try Program.run(
      [Fixture.plain, "--target", target, "--templates", "lab", "-out", "out"],
      in: scratch.url
    )
    #expect(scratch.files(in: "out").isEmpty == (program.status != 0))
    return program
  }

  @Test(arguments: [
    (
      "<paus milliseconds=\"1\"/>",
      "1:1: error: [unknown-element] 'sipp' knows no element <paus> (did you mean 'pause'?)"
    ),
    ("  <pause millisecond=\"1\"/>", "1:10: error: [unknown-attribute]"),
    ("\n<pause milliseconds=\"1\">", "2:1: error: [not-well-formed] <pause> is not closed"),
    ("<pause milliseconds=\"<\"/>", "1:22: error: [not-well-formed]"),
    ("<pause milliseconds='1'/>", "1:8: error: [single-quotes]"),
    ("<recv response=\"180\" optional=\"true\"/><nop/>", "1:1: error: [idle-optional]"),
    ("<send>INVITE</send>", "1:7: error: [loose-text]"),
    ("<send/>", "1:1: error: [no-message]"),
    ("<send><![CDATA[\nA [pidd]\n]]></send>", "2:3: error: [unknown-variable] 'sipp' knows no variable '[pidd]'"),
    ("<send><![CDATA[\nA [ b\n]]></send>", "2:3: error: [open-bracket]"),
    ("<send><![CDATA[\nA [$x] [$x]\n]]></send>", "2:3: error: [unset-variable] the variable 'x' is read, but nothing"),
    ("<send><![CDATA[\n[authentication]\n]]></send>", "2:1: error: [unset-variable] '[authentication]' is empty"),
    ("<nop><action><assignstr assign_to=\"x\" value=\"1\"/></action></nop>", "1:36: error: [lone-variable]"),
    ("<nop><action><exec play_pcap_audio=\"no.pcap\"/></action></nop>", "1:37: error: [missing-file]"),
  ])
  func refusalsNameTheTemplate(_ text: String, _ expected: String) throws {
    let program = try convert("pause", text)
    #expect(program.status == 3)
    #expect(program.complaints.contains("lab/pause.mustache:" + expected), "\(program.complaints)")
  }

  @Test func aRuleThatReadsWhatNothingSetsIsTold() throws {
    let scratch = try Scratch()
    let rules = "rules: 1\nname: lab\nmap:\n  - { id: agent, at: user-agent, set: \"lab [$site] [$site]\" }\n"
    try scratch.write(rules, to: "lab.yaml")
    let run = [Fixture.plain, "--target", "sipp", "--rules", "lab.yaml", "-out", "out"]
    let program = try Program.run(run, in: scratch.url)
    #expect(program.status == 3 && scratch.files(in: "out").isEmpty)
    #expect(program.complaints.hasPrefix("lab.yaml:4:39: error: [unset-variable]"), "\(program.complaints)")
    #expect(program.lines.count == 1, "\(program.complaints)")
    // A template that sets it makes it right.
    let auth =
      "<nop><action><assignstr assign_to=\"site\" value=\"1\"/></action></nop>\n<Reference variables=\"site\"/>\n{{#steps}}\n{{> *kind}}\n{{/steps}}\n"
    try scratch.write(auth, to: "lab/steps.mustache")
    let mended = try Program.run(run + ["--templates", "lab"], in: scratch.url)
    #expect(!mended.complaints.contains("'site'"), "\(mended.complaints)")
  }

  @Test func aTemplateThatForgetsToLearnIsNamed() throws {
    let receive =
      "  <recv{{#request}} request=\"{{request}}\"{{/request}}{{#response}} response=\"{{response}}\"{{/response}}/>\n"
    let program = try convert("receive", receive)
    #expect(program.status == 3)
    let line = try #require(program.lines.first { $0.contains("'remote_target'") }, "\(program.complaints)")
    #expect(line.hasPrefix("Templates/common/message.mustache:3:25: error: [unset-variable]"), "\(line)")
    #expect(line.contains("; one of these ought to: lab/receive.mustache ("), "\(line)")
  }

  @Test func aTemplateThatMakesAFileTooLargeIsNamed() throws {
    let program = try convert("origin", "{{! big }}\n  <!-- \(String(repeating: "x", count: 9_000)) -->\n")
    #expect(program.status == 3)
    #expect(program.complaints.hasPrefix("lab/origin.mustache:2:1: error: [file-too-large]"), "\(program.complaints)")
  }

  @Test func aSlipIsToldOnceForBothFiles() throws {
    let program = try convert("send", "<sned/>")
    #expect(program.lines.count == 1 && program.lines[0].contains("[unknown-element]"), "\(program.complaints)")
  }

  @Test func aPictureOfACallIsNoMatterOfAnEngine() throws {
    let scratch = try Scratch()
    let call = Fixture.path("hold-callee-udp")
    let program = try Program.run([call, "--format", "markdown", "-out", "out"], in: scratch.url)
    #expect(program.status == 0 && program.complaints.isEmpty, "\(program.complaints)")
    #expect(program.output.contains("\nWritten:\n") && !program.output.contains("Replay"))
    #expect(try Program.run([call, "-out", "b"], in: scratch.url).complaints.contains("[request-to-client]"))
  }

  @Test func whatAnEngineTakesPasses() throws {
    let used = "<nop><action><assignstr assign_to=\"x\" value=\"[$x]\"/></action></nop>"
    #expect(try convert("pause", used).status == 0)
    #expect(try convert("pause", "<pause milliseconds='1'/>", "gossipper").status == 0)
  }

  @Test(arguments: [("markdown", "ladder.md"), ("mermaid", "sequence.md"), ("csv", "users.csv")])
  func builtInFormatsWriteTheirFile(_ format: String, _ file: String) throws {
    let scratch = try Scratch()
    let program = try Program.run([Fixture.plain, "--format", format, "-out", "out"], in: scratch.url)
    #expect(program.status == 0, "\(program.complaints)")
    #expect(scratch.files(in: "out").keys.sorted() == [".pcap2scenario", file])
    let text = String(decoding: try #require(scratch.files(in: "out")[file]), as: UTF8.self)
    #expect(text.contains(format == "csv" ? "+15551230002;example.com" : "180 Ringing (INVITE)"))
  }

  @Test func aFolderBringsAFormatOfItsOwn() throws {
    let scratch = try Scratch()
    try scratch.write(
      "format: 1\nname: report\ntitle: mine\nfiles:\n  - { template: note, name: 'note_{role}.txt', for: role }\n",
      to: "lab/report/format.yaml"
    )
    try scratch.write("{{role}}:{{#steps}} {{kind}}{{/steps}}\n", to: "lab/report/note.mustache")
    let run = [Fixture.plain, "--templates", "lab", "-out", "out"]
    let program = try Program.run(run + ["--format", "report"], in: scratch.url)
    #expect(program.status == 0, "\(program.complaints)")
    let files = scratch.files(in: "out").mapValues { String(decoding: $0, as: UTF8.self) }
    #expect(files.keys.sorted() == [".pcap2scenario", "note_uac.txt", "note_uas.txt"])
    #expect(files["note_uac.txt"]?.hasPrefix("uac: send") == true)
    let slip = try Program.run(run + ["--format", "reprot"], in: scratch.url)
    #expect(slip.status == 3)
    #expect(
      slip.complaints.contains(
        "[unknown-format] there is no format 'reprot' (did you mean 'report'?); there are csv, html, markdown, mermaid, report, scenario"
      ),
      "\(slip.complaints)"
    )
  }
}
