import Foundation
import TestSupport
import Testing

/// The calls of strangers' captures replay as well; skipped where those are not at hand.
@Suite struct StrangerReplayTests {
  /// A call of the list that the program gives of a capture.
  struct StrangeCall: Sendable, Decodable {
    let number: Int
    /// Microseconds.
    let duration: Int
  }

  /// A replay takes as long as the call did; `STRANGERS=all` in the environment replays the long ones too.
  private static let longest = ProcessInfo.processInfo.environment["STRANGERS"] == "all" ? Int.max : 35_000_000

  @Test(
    .enabled(if: SIPp.stock.isReady, "a replay needs root and sipp (apt-get install sip-tester)"),
    .enabled(if: Project.sharedCaptures != nil, "../shared/captures is missing"),
    arguments: Project.sharedCaptures ?? []
  )
  func `every call replays`(_ capture: URL) async throws {
    let list = try await Program.run(Project.program, ["calls", capture.path, "--json"])
    if list.exitCode != 0 {
      #expect(list.errors.contains("[no-sip]"), "\(list.errors)")
      return
    }
    let calls = try JSONDecoder().decode([StrangeCall].self, from: Data(list.output.utf8))
    #expect(!calls.isEmpty)
    for call in calls where call.duration <= Self.longest {
      let run = try await VerifyRun.expectingTruth(of: capture, by: .stock, ["--call", String(call.number)])
      #expect(run.exitCode == 0, "call \(call.number)")
      for difference in run.report.differences { Issue.record("call \(call.number): \(difference.text)") }
      #expect(run.report.planned > 0 && run.report.replayed == run.report.planned)
    }
  }
}
