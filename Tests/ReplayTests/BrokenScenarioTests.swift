import Foundation
import TestSupport
import Testing

/// Scenarios that were broken on purpose must not pass `verify`.
@Suite(.enabled(if: SIPp.stock.isReady, "a replay needs root and sipp (apt-get install sip-tester)"))
struct BrokenScenarioTests {
  /// What was done to a file of the pair, and what must be said of it.
  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: String
    let kind: String
    let complaint: String
    let frame: Int?
    let apply: @Sendable (inout Data) throws -> Void

    init(
      _ name: String,
      in file: String,
      _ kind: String,
      _ complaint: String,
      frame: Int?,
      _ apply: @escaping @Sendable (inout Data) throws -> Void
    ) {
      testDescription = name
      self.file = file
      self.kind = kind
      self.complaint = complaint
      self.frame = frame
      self.apply = apply
    }

    /// Replaces what stands between two texts, both included.
    static func replace(_ text: String, with other: String) -> @Sendable (inout Data) throws -> Void {
      { data in
        let place = try #require(data.range(of: Data(text.utf8)))
        data.replaceSubrange(place, with: Data(other.utf8))
      }
    }
  }

  // The messages of plain-udp: INVITE, 100, 180, 200, ACK, BYE, 200.
  private static let damages = [
    Damage(
      "a header is dropped",
      in: "scenario_uac.xml",
      "header",
      "missing 'Subject: weekly check'",
      frame: 5,
      Damage.replace("    Subject: weekly check\n", with: "")
    ),
    Damage(
      "a line of the SDP is another",
      in: "scenario_uas.xml",
      "body",
      "expected 'a=ptime:20'",
      frame: 8,
      Damage.replace("a=ptime:20", with: "a=ptime:30")
    ),
    Damage("two messages change places", in: "scenario_uas.xml", "sequence", "is not where it was captured", frame: 6) {
      data in
      var text = String(decoding: data, as: UTF8.self)
      let sends = text.ranges(of: /\ \ <send>.*?<\/send>\n/.dotMatchesNewlines())
      let (first, second) = (try #require(sends.first), try #require(sends.dropFirst().first))
      let (trying, ringing) = (String(text[first]), String(text[second]))
      text.replaceSubrange(second, with: trying)
      text.replaceSubrange(first, with: ringing)
      data = Data(text.utf8)
    },
    Damage("a message is missing", in: "scenario_uas.xml", "sequence", "callee 100", frame: 6) { data in
      var text = String(decoding: data, as: UTF8.self)
      let first = try #require(text.ranges(of: /\ \ <send>.*?<\/send>\n/.dotMatchesNewlines()).first)
      text.removeSubrange(first)
      data = Data(text.utf8)
    },
    Damage("a packet is missing", in: "callee_rtp.pcap", "media", "60 packets captured, 59 replayed", frame: 70) {
      data in
      // 24 bytes in front of the packets; each has 16 of its own, 42 of headers and 172 of RTP.
      try #require(data.count == 24 + 60 * 230)
      data.removeSubrange(data.startIndex + 24 + 30 * 230..<data.startIndex + 24 + 31 * 230)
    },
    Damage("a scenario can't run", in: "scenario_uas.xml", "engine", "the called side's engine ended with", frame: nil)
    {
      try Damage.replace("</scenario>", with: "<nonsense/></scenario>")(&$0)
    },
  ]

  @Test(arguments: damages)
  func `is told`(_ damage: Damage) async throws {
    let capture = try Fixture.named("plain-udp").capture
    let folder = try TemporaryFolder()
    let made = try await Program.run(Project.program, [capture.path, "--target", "sipp", "--out", folder.path])
    try #require(made.exitCode == 0, "\(made.errors)")
    var content = try Data(contentsOf: folder.file(damage.file))
    try damage.apply(&content)
    try content.write(to: folder.file(damage.file))
    let run = try await VerifyRun(capture, by: .stock, ["--scenarios", folder.path])
    #expect(run.exitCode == 1)
    #expect(!run.report.isTrue)
    let told = run.report.differences.first { $0.kind == damage.kind && $0.text.contains(damage.complaint) }
    let difference = try #require(told, "\(run.report.differences)")
    #expect(difference.capturedFrame == damage.frame)
  }

  @Test func `a rule that had its hand in it is named`() async throws {
    let capture = try Fixture.named("plain-udp").capture
    let folder = try TemporaryFolder()
    let made = try await Program.run(Project.program, [capture.path, "--target", "sipp", "--out", folder.path])
    try #require(made.exitCode == 0, "\(made.errors)")
    var content = try Data(contentsOf: folder.file("scenario_uac.xml"))
    try Damage.replace("rport\n", with: "rport=1\n")(&content)
    try content.write(to: folder.file("scenario_uac.xml"))
    let run = try await VerifyRun(capture, by: .stock, ["--scenarios", folder.path])
    let difference = try #require(run.report.differences.first { $0.kind == "header" && $0.text.contains("Via") })
    #expect(difference.rules.contains { $0.id == "via-branch" && $0.file == "Rules/common.yaml" && $0.line ?? 0 > 1 })
    #expect(difference.capturedFrame == 5 && difference.replayedFrame != nil)
  }
}
