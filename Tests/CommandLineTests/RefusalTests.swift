import Foundation
import Testing

/// What can't be done is told in one clear line, with an exit code that a script can use, and leaves nothing behind.
@Suite struct RefusalTests {
  private func expect(
    _ program: Program,
    _ status: Int32,
    _ code: String,
    _ says: String,
    _ place: SourceLocation = #_sourceLocation
  ) {
    #expect(program.status == status, "\(program.complaints)", sourceLocation: place)
    let errors = program.lines.filter { $0.contains("error: ") }
    #expect(errors.count == 1, "\(program.complaints)", sourceLocation: place)
    #expect(errors.first?.contains("[\(code)]") ?? false, "\(program.complaints)", sourceLocation: place)
    #expect(errors.first?.contains(says) ?? false, "\(program.complaints)", sourceLocation: place)
    #expect(program.output.isEmpty, sourceLocation: place)
  }

  @Test(arguments: [[], ["calls"], ["model"]]) func aCaptureThatCantBeRead(_ command: [String]) throws {
    let scratch = try Scratch()
    let out = command.isEmpty ? ["-out", scratch.path("out")] : []
    func run(_ capture: String) throws -> Program { try Program.run(command + [capture] + out) }
    expect(try run(scratch.path("none.pcap")), 2, "no-such-file", "check the path")
    expect(try run(scratch.url.path), 2, "is-a-folder", "name a capture file")
    expect(
      try run(try scratch.write("no capture at all\n", to: "notes.txt")),
      2,
      "not-a-capture",
      "name a pcap or pcapng file"
    )
    expect(try run(try scratch.write("", to: "empty.pcap")), 2, "not-a-capture", "empty")
    expect(try run("/dev/null"), 2, "not-a-file", "save it to a file")
    #expect(!FileManager.default.fileExists(atPath: scratch.path("out")))
  }

  @Test(arguments: [[], ["calls"], ["model"]]) func aCaptureWithoutSIP(_ command: [String]) throws {
    let scratch = try Scratch()
    var silent = Recorded()
    silent.send([1, 2, 3], from: (1, 1000), to: (2, 2000))
    let program = try Program.run(command + [try scratch.write(silent.bytes, to: "silent.pcap")], in: scratch.url)
    expect(program, 1, "no-sip", "-sip-port")
    #expect(scratch.files().keys.sorted() == ["silent.pcap"])
  }

  @Test func aPortOnWhichNobodySpeaksSIP() throws {
    expect(try Program.run(["calls", Fixture.plain, "-sip-port", "5080"]), 1, "no-sip", "5080")
  }

  @Test func aTruncatedCaptureGivesWhatCouldBeRead() throws {
    let scratch = try Scratch()
    let whole = Array(try Data(contentsOf: URL(fileURLWithPath: Fixture.plain)))
    let capture = try scratch.write(Array(whole[..<(whole.count / 2)]), to: "cut.pcap")
    let program = try Program.run([capture, "-out", scratch.path("out"), "--target", "sipp"])
    #expect(program.status == 0)
    #expect(
      program.lines.contains { $0.contains("warning: [cut-off]") && $0.contains("everything before that was read") }
    )
    #expect(program.lines.contains { $0.contains("warning: [made-bye]") })
    #expect(scratch.files(in: "out").keys.contains("scenario_uac.xml"))
    let strict = try Program.run([capture, "-out", scratch.path("out"), "--target", "sipp", "--strict"])
    #expect(strict.status == 1)
  }

  @Test func anEarlyEndIsToldEvenWhereNothingWasFound() throws {
    let scratch = try Scratch()
    let whole = Array(try Data(contentsOf: URL(fileURLWithPath: Fixture.plain)))
    let program = try Program.run(["calls", try scratch.write(Array(whole[..<100]), to: "cut.pcap")])
    #expect(program.status == 1)
    #expect(program.complaints.contains("[cut-off]") && program.complaints.contains("[no-sip]"))
  }

  @Test func aFolderThatCantBeWrittenTo() throws {
    let scratch = try Scratch()
    let file = try scratch.write("mine", to: "file")
    expect(try Program.run([Fixture.plain, "-out", file]), 1, "not-a-folder", "-out takes a folder")
    expect(try Program.run([Fixture.plain, "-out", file + "/below"]), 1, "cannot-write", "not a directory")
    expect(try Program.run([Fixture.plain, "-out", "/proc/nowhere"]), 1, "cannot-write", "/proc/nowhere")
    expect(try Program.run([Fixture.plain, "-out", ""]), 1, "cannot-write", "-out")
    #expect(scratch.files() == ["file": Data("mine".utf8)])
  }

  struct Mistake: Sendable {
    let rules: String
    let code: String
    let says: String
  }

  @Test(arguments: [
    Mistake(rules: "rules: 1\nname: l\ncolor: x\n", code: "unknown-key", says: "lab.yaml:3:1"),
    Mistake(
      rules: "rules: 1\nname: l\nmap:\n  - { id: a, at: form.tag, set: x }\n",
      code: "unknown-slot",
      says: "did you mean 'from.tag'?"
    ),
    Mistake(
      rules: "rules: 1\nname: l\nmap:\n  - { id: a, at: from.tag, set: \"[lokal_ip]\" }\n",
      code: "unknown-variable",
      says: "did you mean 'local_ip'?"
    ),
    Mistake(rules: "rules: 1\nname: l\nextends: [comon]\n", code: "unknown-rules", says: "did you mean 'common'?"),
    Mistake(rules: "rules: 1\nname: l\nextends: ./none.yaml\n", code: "cannot-read", says: "none.yaml"),
    Mistake(rules: "rules: 1\nname: l\nextends: ./lab.yaml\n", code: "rules-cycle", says: "lab.yaml:3:10"),
    Mistake(rules: "rules: [1\n", code: "yaml-syntax", says: "lab.yaml:1:8"),
    Mistake(rules: "rules: 1\nname: l\ndisable: [nothing-of-it]\n", code: "unknown-rule", says: "lab.yaml:3:11"),
  ])
  func aMistakeInARuleFile(_ mistake: Mistake) throws {
    let scratch = try Scratch()
    let rules = try scratch.write(mistake.rules, to: "lab.yaml")
    let program = try Program.run([Fixture.plain, "-out", scratch.path("out"), "--rules", rules])
    expect(program, 3, mistake.code, mistake.says)
    #expect(scratch.files().keys.sorted() == ["lab.yaml"])
  }

  @Test func everyMistakeOfEveryFileIsToldAtOnce() throws {
    let scratch = try Scratch()
    let one = try scratch.write(
      "rules: 1\nname: l\nmap:\n  - { id: a, at: form.tag, set: x }\n  - { id: b, at: too, set: x }\n",
      to: "one.yaml"
    )
    let two = try scratch.write("rules: 1\nname: l\nmop: []\n", to: "two.yaml")
    let program = try Program.run([Fixture.plain, "-out", scratch.path("out"), "--rules", one, "--rules", two])
    #expect(program.status == 3)
    #expect(
      program.lines.map { $0.split(separator: ": ").first.map(String.init) } == [
        one + ":4:18", one + ":5:18", two + ":3:1",
      ]
    )
  }

  @Test func filesThatAreNotThere() throws {
    let scratch = try Scratch()
    let out = ["-out", scratch.path("out")]
    expect(try Program.run([Fixture.plain, "--rules", "none.yaml"] + out), 3, "cannot-read", "none.yaml")
    expect(try Program.run([Fixture.plain, "--rules", scratch.url.path] + out), 3, "cannot-read", "directory")
    expect(
      try Program.run([Fixture.plain, "--templates", "none"] + out),
      3,
      "template-folder",
      "--templates takes a folder"
    )
    expect(try Program.run([Fixture.plain, "--target", "sip"] + out), 3, "unknown-target", "did you mean 'sipp'?")
    expect(try Program.run([Fixture.plain, "--target", "common"] + out), 3, "unknown-target", "gossipper, sipp")
    #expect(scratch.files().isEmpty)
  }

  @Test(arguments: [
    ("send.mustache", "{{#oops}}", "send.mustache:1:1"), ("send.mustache", "{{methd}}", "did you mean 'method'?"),
    ("steps.mustache", "{{> steps}}", "steps.mustache:1:5: error: [partial-cycle]"),
    ("uac.xml.mustache", "{{> nothing}}", "nothing"),
  ])
  func aMistakeInATemplate(_ name: String, _ text: String, _ says: String) throws {
    let scratch = try Scratch()
    try scratch.write(text, to: "own/" + name)
    let program = try Program.run([Fixture.plain, "-out", scratch.path("out"), "--templates", scratch.path("own")])
    #expect(program.status == 3, "\(program.complaints)")
    #expect(program.complaints.contains("error: ") && program.complaints.contains(says), "\(program.complaints)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path("out")))
  }

  @Test(arguments: ["7", "0", "-1", "nobody@nowhere"]) func aCallThatIsNotThere(_ name: String) throws {
    let scratch = try Scratch()
    let program = try Program.run([Fixture.plain, "-out", scratch.path("out"), "--call=" + name])
    expect(program, 1, "no-such-call", "pcap2scenario calls")
    #expect(scratch.files().isEmpty)
  }

  @Test(arguments: [
    [], ["a.pcap", "--outt", "x"], ["a.pcap", "-sip-port", "70000"],
    ["a.pcap", "-sip-port", "-1"],
    ["a.pcap", "--sip-port", "http"], ["calls"], ["calls", "a.pcap", "--rules", "x"], ["a.pcap", "--out"],
    ["a.pcap", "--call="],
  ])
  func badUsageIs64(_ arguments: [String]) throws {
    let program = try Program.run(arguments)
    #expect(program.status == 64)
    #expect(program.complaints.hasPrefix("Error: ") && program.output.isEmpty)
  }
}
