import Capture
import Dialog
import Foundation
import RuleEngine
import Scenario
import TestSupport
import Testing

/// Every fixture's pair runs for real, and the wire must show the captured call.
@Suite struct ReplayTests {
  private static let gate = Turnstile(3)

  @Test(
    .enabled(if: SIPp.stock.isReady, "a replay needs root, sipp and tcpdump (apt-get install sip-tester tcpdump)"),
    arguments: Fixture.whole.enumerated().map(Case.init)
  )
  func `stock SIPp replays`(_ one: Case) async throws {
    try await Self.gate.pass { try await check(one, by: .stock, index: one.index) }
  }

  @Test(
    .enabled(if: SIPp.newer.isReady, "needs root, tcpdump and a SIPp 3.7.3 or newer, called sipp37, in the PATH"),
    arguments: Fixture.whole.enumerated().map(Case.init)
  )
  func `a newer SIPp replays`(_ one: Case) async throws {
    try await Self.gate.pass { try await check(one, by: .newer, index: one.index + Fixture.whole.count) }
  }

  /// A fixture, and its place among all: ports depend on it.
  struct Case: Sendable, CustomTestStringConvertible {
    let index: Int
    let fixture: Fixture

    init(_ numbered: (offset: Int, element: Fixture)) {
      index = numbered.offset
      fixture = numbered.element
    }

    var testDescription: String { fixture.name }
  }

  private func check(_ one: Case, by engine: SIPp, index: Int) async throws {
    let folder = try TemporaryFolder()
    let report = try await Conversions.convert(one.fixture, to: folder, target: "sipp")
    let ports = try Ports(index)
    let replay = try await Replay(report.commands, by: engine, on: ports, in: folder.url)
    for side in replay.sides {
      for complaint in side.complaints { Issue.record("\(complaint)") }
    }
    let captured = try Recorded(one.fixture.capture)
    let replayed = try Recorded(replay.wire)
    let comparison = Comparison(
      captured,
      report.hasMadeMessages ? replayed.cut(to: captured.messages.count) : replayed,
      expected: try Conversions.expected(captured, target: "sipp", on: ports)
    )
    for difference in comparison.differences { Issue.record("\(difference)") }
  }
}
