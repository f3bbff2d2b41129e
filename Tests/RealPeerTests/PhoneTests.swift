import Capture
import Dialog
import Foundation
import Replay
import Scenario
import TestSupport
import Testing
import Wire

/// Each side of a pair completes, unchanged, with a real phone in place of the other one.
@Suite struct PhoneTests {
  private static let sipp = TestSupport.Program.inPath("sipp")
  private static let isReady = sipp != nil && Phone.executable != nil && geteuid() == 0
  private static let need: Comment = "needs root, sipp and baresip (apt-get install sip-tester baresip)"

  /// Those whose called side a phone can call that does nothing but call, talk and hang up: in the others it waits for
  /// what only the captured caller said, a re-INVITE or an INFO.
  static let answering = [
    "plain-udp", "plain-tcp", "compact-udp", "early-media-183-udp", "callee-hangs-up-udp", "challenge-401-udp",
    "challenge-407-udp", "rejected-486-udp", "rejected-after-early-media-udp", "hold-callee-udp", "forking-180-udp",
    "codec-change-udp", "kamailio-call", "baresip-call", "fragmented-invite-udp",
  ]

  /// Those whose caller a phone can answer that does nothing but answer, talk and wait: in the others it waits for what
  /// only the captured callee said.
  static let calling = [
    "plain-udp", "plain-tcp", "early-media-183-udp", "hold-resume-caller-udp", "hold-resume-caller-tcp",
    "late-offer-udp", "media-moves-udp", "compact-udp", "forking-180-udp", "kamailio-call", "baresip-call",
    "session-refresh-invite-udp", "video-and-audio-udp", "fragmented-invite-udp",
  ]

  @Test(.enabled(if: isReady, need), arguments: answering)
  func `the called side answers a phone`(_ name: String) async throws {
    try await Turnstile.replays.pass { try await answer(name) }
  }

  @Test(.enabled(if: isReady, need), arguments: calling)
  func `the caller calls a phone`(_ name: String) async throws {
    try await Turnstile.replays.pass { try await call(name) }
  }

  private func answer(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let pair = try ScenarioPair(of: Fixture.named(name), in: folder.url)
    let block = try PortBlock()
    defer { block.giveBack() }
    let isTCP = pair.report.leg.callee.transport == .tcp
    let uas = try pair.startUAS(on: block.ports, engine: try #require(Self.sipp))
    try await poll(within: .seconds(20)) {
      let bound = BoundPorts.now()
      return (isTCP ? bound.tcp : bound.udp).contains(block.ports.callee) || uas.hasEnded
    }
    let dialed = pair.report.pair.dialedUser ?? "service"
    let phone = try await Phone(
      "alice",
      on: block.ports.caller,
      calling: "sip:\(dialed)@127.0.0.1:\(block.ports.callee)\(isTCP ? ";transport=tcp" : "")",
      seconds: 4,
      in: folder.url
    )
    let heard = await phone.end()
    for complaint in await pair.finish(uas, "uas", within: .seconds(10)) {
      Issue.record("\(complaint)\n\(heard.suffix(1500))")
    }
  }

  private func call(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let pair = try ScenarioPair(of: Fixture.named(name), in: folder.url)
    let block = try PortBlock()
    defer { block.giveBack() }
    let dialed = pair.report.pair.dialedUser ?? "service"
    let phone = try await Phone(dialed, on: block.ports.callee, calling: nil, seconds: 25, in: folder.url)
    let uac = try pair.startUAC(on: block.ports, engine: try #require(Self.sipp))
    let complaints = await pair.finish(uac, "uac", within: .seconds(20))
    let heard = await phone.stop()
    for complaint in complaints { Issue.record("\(complaint)\n\(heard.suffix(1500))") }
  }
}
