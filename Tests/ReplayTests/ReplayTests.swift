import Foundation
import TestSupport
import Testing

/// Every fixture's pair runs for real, and the wire must show the captured call.
@Suite struct ReplayTests {
  @Test(
    .enabled(if: SIPp.stock.isReady, "a replay needs root and sipp (apt-get install sip-tester)"),
    arguments: Fixture.all
  )
  func `stock SIPp replays`(_ fixture: Fixture) async throws {
    try await check(fixture, by: .stock)
  }

  @Test(
    .enabled(if: SIPp.newer.isReady, "needs root and a SIPp 3.7.3 or newer, called sipp37, in the PATH"),
    arguments: Fixture.all
  )
  func `a newer SIPp replays`(_ fixture: Fixture) async throws {
    try await check(fixture, by: .newer)
  }

  @Test(
    .enabled(if: SIPp.stock.isReady, "a replay needs root and sipp (apt-get install sip-tester)"),
    arguments: [
      ("kamailio-call", 2), ("proxy-no-record-route-udp", 2), ("proxy-two-phones-udp", 2),
    ]
  )
  func `another leg than the first replays`(_ name: String, _ leg: Int) async throws {
    try await check(Fixture.named(name), by: .stock, ["--leg", String(leg)])
  }

  private func check(_ fixture: Fixture, by engine: SIPp, _ options: [String] = []) async throws {
    let run = try await VerifyRun.expectingTruth(of: fixture.capture, by: engine, options)
    for difference in run.report.differences { Issue.record("\(difference.kind): \(difference.text)") }
    #expect(run.exitCode == 0)
    #expect(run.report.isTrue)
    // A report without content would be true of anything.
    #expect(run.report.planned > 1 && run.report.replayed == run.report.planned)
    #expect(run.report.media.allSatisfy { $0.captured > 0 && $0.captured == $0.replayed })
  }
}
