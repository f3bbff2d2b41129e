import Dialog
import Foundation
import Replay
import Scenario
import TestSupport
import Testing

/// The rule sets that ship: their pairs replay, and the wire shows what each of them is for.
@Suite struct ShippedRulesTests {
  private static let need: Comment = "a replay needs root and sipp (apt-get install sip-tester)"

  @Test(
    .enabled(if: SIPp.stock.isReady, need),
    arguments: [
      ("sbc-host-names-udp", "teams", 1), ("ims-call-udp", "ims", 1), ("kamailio-register", "pjsip", 1),
      ("baresip-call", "pjsip", 1), ("kamailio-call", "pjsip", 2), ("trunk-calls-udp", "load", 1),
      ("callee-hangs-up-udp", "load", 1), ("second-credentials-udp", "load", 1),
    ]
  )
  func `the pair replays`(_ fixture: String, _ rules: String, _ leg: Int) async throws {
    let options = ["--rules", rules, "--leg", String(leg)]
    let run = try await VerifyRun.expectingTruth(of: Fixture.named(fixture).capture, by: .stock, options)
    for difference in run.report.differences { Issue.record("\(difference.kind): \(difference.text)") }
    #expect(run.exitCode == 0 && run.report.isTrue && run.report.planned == run.report.replayed)
    // A rule set that does nothing would replay as well.
    #expect(run.report.renewed.contains { $0.rule.file == "Rules/\(rules).yaml" } || Self.onlyKeeps.contains(rules))
  }

  /// What these do is to leave lines as captured; `theWireHasTheCapturedNames` shows it.
  private static let onlyKeeps = ["teams", "ims"]

  @Test(
    .enabled(if: SIPp.stock.isReady, need),
    arguments: [
      (
        "sbc-host-names-udp", "teams",
        [
          "Contact: <sip:+15551230001@sbc1.example.com:5061;", "Contact: <sip:edge7.example.net:5061;",
          "Record-Route: <sip:sbc1.example.com:5061;",
          "INVITE sip:+15551230002@sip.example.net:5061;user=phone SIP/2.0",
          "BYE sip:+15551230001@sbc1.example.com:5061;transport=UDP SIP/2.0",
        ]
      ),
      (
        "ims-call-udp", "ims",
        [
          "Route: <sip:198.51.100.20:5060;lr>, <sip:orig@scscf1.ims.example.com:6060;lr>",
          "icid-generated-at=198.51.100.20;",
          "P-Asserted-Identity: \"Bob Sample\" <sip:+15551230002@198.51.100.20;user=phone>, <tel:+15551230002>",
        ]
      ),
    ]
  )
  func `the wire has the captured names`(_ fixture: String, _ rules: String, _ kept: [String]) async throws {
    let with = try await Self.wire(of: fixture, ["--rules", rules])
    let without = try await Self.wire(of: fixture, [])
    for text in kept { #expect(with.contains(text), "\(text)") }
    // Without the rules most of it is the replay's own.
    #expect(kept.count { !without.contains($0) } >= 2)
  }

  @Test(.enabled(if: SIPp.stock.isReady, need))
  func `rport is filled in where it was asked for, and a Via below stays as it came`() async throws {
    let filled = /;rport=[0-9]+;received=127.0.0.1/
    #expect(try await Self.wire(of: "baresip-call", ["--rules", "pjsip"]).contains(filled))
    #expect(try await !Self.wire(of: "baresip-call", []).contains(filled))
    // The proxy asks for none; below it stands what it filled in for the caller.
    let behind = try await Self.wire(of: "kamailio-call", ["--rules", "pjsip", "--leg", "2"])
    #expect(!behind.contains(filled))
    let below = /^Via: .*, SIP\/2.0\/UDP [0-9.:]+;received=127.0.0.1;branch=[^;]+;rport=5060$/
    #expect(behind.split(whereSeparator: \.isNewline).contains { $0.contains(below) })
  }

  @Test(.enabled(if: SIPp.stock.isReady, need))
  func `three calls of a load test have three callers`() async throws {
    let folder = try TemporaryFolder()
    let report = try Conversion(
      .init(
        captures: [Fixture.named("trunk-calls-udp").capture.path],
        folder: folder.file("calls").path,
        sipPort: nil,
        selection: .all,
        target: "sipp",
        ruleFiles: ["load"],
        templateFolders: [],
        force: false
      )
    ).runAll(.init())
    let first = try #require(report.conversions.first)
    let ports = try PortBlock()
    defer { ports.giveBack() }
    let commands = ReplayCommands(first.pair, target: first.target, folder: first.folder, ports: ports.ports)
    let sipp = try #require(SIPp.stock.executable)
    let heard = folder.file("uas.msg")
    let more = ["-nostdin", "-timeout", "30s", "-timeout_error"]
    let ends = try await Turnstile.replays.pass {
      let arguments = commands.arguments.map { words in
        Array(
          words.dropFirst().joined(separator: "\u{0}").replacing("-m\u{0}1", with: "-m\u{0}3").split(separator: "\u{0}")
        )
        .map(String.init)
      }
      let uas = try Program(sipp, arguments[0] + more + ["-trace_msg", "-message_file", heard.path])
      try await poll(within: .seconds(5)) { Self.isBound(ports.ports.callee) }
      let uac = try Program(sipp, arguments[1] + more + ["-r", "3"])
      return [await uac.end(within: .seconds(60)), await uas.end(within: .seconds(60))]
    }
    for end in ends { #expect(end.exitCode == 0 && !end.wasKilled, "\(end.output.suffix(800))\(end.errors)") }
    let wire = try String(contentsOf: heard, encoding: .utf8)
    for number in 1...3 {
      let name = ["Ann", "Ben", "Cleo"][number - 1]
      #expect(wire.contains("INVITE sip:+1555123002\(number)@127.0.0.1"))
      #expect(wire.contains("From: \"\(name) Example\" <sip:+1555123001\(number)@example.com>;tag="))
      // What the called side says about the caller is what it heard.
      let sent = wire.components(separatedBy: "SIP/2.0 180 ").dropFirst().map { $0.prefix(400) }
      #expect(sent.contains { $0.contains("<sip:+1555123001\(number)@example.com>") })
    }
    #expect(wire.contains("Proxy-Authorization: Digest username=\"+15551230001\""))
  }

  private static func isBound(_ port: UInt16) -> Bool {
    let hex = String(port, radix: 16, uppercase: true)
    let text = (try? String(contentsOfFile: "/proc/net/udp", encoding: .utf8)) ?? ""
    return text.contains(":" + String(repeating: "0", count: 4 - hex.count) + hex + " ")
  }

  /// All that a replay said.
  private static func wire(of fixture: String, _ options: [String]) async throws -> String {
    let folder = try TemporaryFolder()
    let run = try await VerifyRun(Fixture.named(fixture).capture, by: .stock, options + ["--keep", folder.path])
    #expect(run.exitCode == 0)
    return String(decoding: try Data(contentsOf: folder.file("wire.pcap")), as: UTF8.self)
  }
}
