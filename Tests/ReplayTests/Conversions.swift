import Diagnostics
import Dialog
import Foundation
import RuleEngine
import Scenario
import TestSupport
import Testing
import Wire

/// What the program makes of a fixture.
enum Conversions {
  /// The part of a conversion's report that the tests ask for.
  struct Report: Decodable {
    let commands: [String]
    let files: [String]
    let diagnostics: [Diagnostic]

    /// Whether messages were made that the capture does not hold.
    var hasMadeMessages: Bool { diagnostics.contains { $0.code.hasPrefix("made-") } }
  }

  /// Runs the built program.
  static func convert(_ fixture: Fixture, to folder: TemporaryFolder, target: String) async throws -> Report {
    let end = try await Program.run(
      Project.program,
      [fixture.capture.path, "-out", folder.path, "--target", target, "--json"]
    )
    try #require(end.exitCode == 0, "\(end.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(end.output.utf8))
  }

  /// What each message of the call must look like when `target` replays it, in the order of the capture.
  ///
  /// - Parameters:
  ///   - ruleFiles: laid over the target's rules.
  ///   - ports: those of the replay; nil when it is not known where it runs.
  static func expected(
    _ captured: Recorded,
    target: String,
    ruleFiles: [URL] = [],
    on ports: Ports? = nil
  ) throws -> [ExpectedMessage] {
    let rules = try RuleCatalog.ruleSet(target: target, files: ruleFiles.map(\.path))
    var findings = Findings()
    let pair = Planner(rules: rules, capture: "call.pcap").pair(captured.call, leg: captured.leg, findings: &findings)
    let sent = pair.plans.flatMap(\.steps).compactMap { step -> (frame: Int, message: RewrittenMessage)? in
      guard case .send(let send) = step.kind, let frame = step.frame else { return nil }
      return (frame, send.message)
    }
    return captured.messages.compactMap { message in
      let values = ports.map { Self.values(of: message, dialed: pair.dialedUser, on: $0) } ?? [:]
      return sent.first { $0.frame == message.frames.first && $0.message.bytes == message.bytes }
        .map { ExpectedMessage($0.message, values: values) }
    }
  }

  /// What SIPp's variables stand for when the sender of `message` sends it on loopback.
  private static func values(of message: CapturedMessage, dialed: String?, on ports: Ports) -> [String: String] {
    let isIPv6 = message.source.address.family == .v6
    let host = isIPv6 ? "[::1]" : "127.0.0.1"
    let isCaller = message.sender == .caller
    return [
      "local_ip": host, "remote_ip": host, "media_ip": isIPv6 ? "::1" : host, "media_ip_type": isIPv6 ? "6" : "4",
      "local_port": String(isCaller ? ports.caller : ports.callee),
      "remote_port": String(isCaller ? ports.callee : ports.caller),
      "media_port": String(isCaller ? ports.callerMedia : ports.calleeMedia),
      "transport": message.transport.rawValue.uppercased(), "service": dialed ?? "service",
    ]
  }
}
