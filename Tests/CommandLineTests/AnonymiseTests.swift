import Foundation
import TestSupport
import Testing

/// What `--rules anonymise` writes can be shared: nothing of those who spoke is left in it.
@Suite struct AnonymiseTests {
  private static let captures = TestSupport.Fixture.all.map(\.capture) + (Project.sharedCaptures ?? [])

  @Test(arguments: captures, ["gossipper", "sipp"])
  func `no identity of the capture is in any output`(of capture: URL, target: String) throws {
    let scratch = try Scratch()
    let model = try Program.run(["model", capture.path])
    let run = try Program.run(
      [capture.path, "-out", scratch.path("out"), "--all", "--target", target, "--rules", "anonymise", "--json"]
    )
    // A capture of which no call can be converted writes nothing.
    guard run.status == 0 || FileManager.default.fileExists(atPath: scratch.path("out")) else { return }
    var outputs = scratch.files(in: "out").map {
      (name: $0.key + " (and its name)", text: $0.key.latin + $0.value.latin)
    }
    // Diagnostics are for the one who has the capture: they quote it.
    var report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any] ?? [:]
    report["diagnostics"] = nil
    report["conversions"] = (report["conversions"] as? [[String: Any]])?.map { conversion in
      conversion.filter { $0.key != "diagnostics" }
    }
    outputs.append(("report", try JSONSerialization.data(withJSONObject: report).latin))
    try #require(outputs.count > 1)
    let identities = try CapturedIdentities(model: Data(model.output.utf8))
    try #require(!identities.texts.isEmpty)
    for (name, text) in outputs {
      let left = identities.left(in: text)
      #expect(left.isEmpty, "\(name) holds \(left.sorted().prefix(5))")
    }
  }

  @Test func `the same number is the same everywhere, with as many digits`() throws {
    let scratch = try Scratch()
    let number = "+4930123456"
    let recorded = Recorded.call(
      id: "4930123456@pbx.customer.test",
      from: number,
      more: ["X-Caller: 004930123456 or \(number), from 00:1a:2b:3c:4d:5e", "X-Trace: pbx.customer.test"]
    )
    let capture = try scratch.write(recorded.bytes, to: "customer.pcap")
    let run = try Program.run([capture, "-out", scratch.path("out"), "--rules", "anonymise"])
    try #require(run.status == 0, "\(run.complaints)")
    let scenario = try String(contentsOf: scratch.url.appending(path: "out/scenario_uac.xml"), encoding: .utf8)
    let made = try #require(scenario.firstMatch(of: /From: <sip:\+([0-9]+)@/)).1
    #expect(made.count == 10 && made.contains("555"))
    #expect(scenario.contains("or +\(made), from 00:00:5e:00:53:"))
    #expect(!scenario.contains("customer") && scenario.contains("X-Trace: host"))
  }

  @Test func `media keeps its packets and loses what was said`() throws {
    let scratch = try Scratch()
    for rules in [[], ["--rules", "anonymise"]] {
      _ = try Program.run([Fixture.plain, "-out", scratch.path(rules.isEmpty ? "as-captured" : "shared")] + rules)
    }
    let captured = try Data(contentsOf: scratch.url.appending(path: "as-captured/caller_rtp.pcap"))
    let shared = try Data(contentsOf: scratch.url.appending(path: "shared/caller_rtp.pcap"))
    #expect(captured.count == shared.count)
    #expect(captured.latin.contains("caller000") && !shared.latin.contains("caller0"))
    #expect(shared.contains(Data(repeating: 0xFF, count: 160)))
  }

  @Test func `a rule that disguises says where, or means a form`() throws {
    let scratch = try Scratch()
    let rules = try scratch.write(
      """
      rules: 1
      name: lab
      map:
        - { id: one, disguise: agent }
        - { id: two, at: from.user, when: { role: uac }, disguise: number }
        - { id: three, at: from.user, disguise: nmuber }
        - { id: four, at: from.user, disguise: voice }
      """,
      to: "lab.yaml"
    )
    let run = try Program.run([Fixture.plain, "-out", scratch.path("out"), "--rules", rules])
    #expect(run.status == 3)
    for (line, code) in [(4, "no-form"), (5, "disguise-everywhere"), (6, "wrong-value"), (7, "no-slot-of-media")] {
      #expect(run.complaints.contains(try Regex("lab.yaml:\(line):[0-9]+: error: \\[\(code)\\]")), "\(run.complaints)")
    }
  }

  @Test func `a built-in rule set is laid over by its name`() throws {
    let run = try Program.run([Fixture.plain, "-out", "/nowhere", "--rules", "anonymize"])
    #expect(run.status == 3)
    #expect(run.complaints.contains("did you mean 'anonymise'?"))
  }
}
