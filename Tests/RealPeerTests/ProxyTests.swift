import Capture
import Dialog
import Foundation
import Replay
import SIP
import Scenario
import TestSupport
import Testing
import Wire

/// The pair completes, unchanged, through Kamailio as a record-routing proxy between its two sides.
@Suite struct ProxyTests {
  private static let sipp = TestSupport.Program.inPath("sipp")
  private static let isReady = sipp != nil && Proxy.executable != nil && geteuid() == 0

  /// What can't pass this proxy, and why.
  private static let exempt = [
    "glare-491-udp":
      "two INVITEs cross; the proxy acknowledges one failure itself, sooner than the captured peer did, and "
      + "SIPp takes messages in one order only",
    "sbc-host-names-udp":
      "its Contacts hold host names that only the DNS of that network knows; the proxy has to route by them",
    "start-missing-tcp": "its dialog began before the capture: no proxy has recorded a route for it",
    "start-missing-udp": "its dialog began before the capture: no proxy has recorded a route for it",
  ]

  @Test(
    .enabled(if: isReady, "needs root, sipp and kamailio (apt-get install sip-tester kamailio)"),
    arguments: Fixture.all.filter { exempt[$0.name] == nil }
  )
  func `a pair passes a proxy that records its route`(_ fixture: Fixture) async throws {
    try await Turnstile.replays.pass { try await check(fixture) }
  }

  private func check(_ fixture: Fixture) async throws {
    let folder = try TemporaryFolder()
    let pair = try ScenarioPair(of: fixture, in: folder.url)
    let engine = try #require(Self.sipp)
    let block = try PortBlock()
    defer { block.giveBack() }
    let leg = pair.report.leg
    let host = leg.callee.endpoint.address.family == .v6 ? "[::1]" : "127.0.0.1"
    let recording = try LoopbackRecording(
      to: folder.file("wire.pcap").path,
      filter: "portrange \(block.range.lowerBound)-\(block.range.upperBound)"
    )
    let proxy = try await Proxy(on: block.proxy, host, callee: block.ports.callee, in: folder.url)
    let isTCP = leg.callee.transport == .tcp
    let uas = try pair.startUAS(on: block.ports, engine: engine)
    try await poll(within: .seconds(20)) {
      let bound = BoundPorts.now()
      return (isTCP ? bound.tcp : bound.udp).contains(block.ports.callee) || uas.hasEnded
    }
    let uac = try pair.startUAC(on: block.ports, engine: engine, calling: block.proxy)
    let callerComplaints = await pair.finish(uac, "uac", within: .seconds(40))
    let calleeComplaints = await pair.finish(uas, "uas", within: callerComplaints.isEmpty ? .seconds(40) : .seconds(2))
    try await proxy.stop()
    recording.drain()
    recording.close()
    for complaint in callerComplaints + calleeComplaints { Issue.record("\(complaint)") }
    if callerComplaints.isEmpty && calleeComplaints.isEmpty {
      try checkWire(folder.file("wire.pcap"), pair, block.proxy)
    }
  }

  /// Everything that was captured passed the proxy, on both of its sides.
  private func checkWire(_ wire: URL, _ pair: ScenarioPair, _ proxy: UInt16) throws {
    let found = try CaptureSurvey(CaptureSet([wire.path]), sipPort: nil).survey(keeping: .all)
    let call = try #require(found.recording.calls.max { $0.timeline.count < $1.timeline.count })
    for role in [PartyRole.caller, .callee] {
      let said = pair.report.pair.messages.filter { $0.captured.sender == role }.map { Self.title($0.captured) }
      let sent = call.timeline.filter { message in
        message.sender == role && message.leg == (role == .caller ? 1 : 2)
      }.map(Self.title)
      #expect(sent == said, "the \(role.rawValue) towards the proxy")
    }
  }

  private static func title(_ message: CapturedMessage) -> String {
    guard let parsed = message.parsed else { return "?" }
    return
      "\(parsed.method ?? parsed.status.map(String.init) ?? "?") \(parsed.cseq.map { parsed.text($0.method) } ?? "?")"
  }
}
