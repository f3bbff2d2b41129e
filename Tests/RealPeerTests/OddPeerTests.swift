import Foundation
import Replay
import Scenario
import TestSupport
import Testing

/// Each side of a pair completes with peers that repeat themselves, say more, or write otherwise than the captured ones.
@Suite struct OddPeerTests {

  struct Engine: Sendable, CustomTestStringConvertible {
    let name: String
    var program: URL? { TestSupport.Program.inPath(name) }
    var testDescription: String { name }
  }

  /// The distribution's own, and a newer one where somebody has put it.
  private static let engines = ["sipp", "sipp37"].map(Engine.init).filter { $0.program != nil }
  private static let isReady = !engines.isEmpty && geteuid() == 0
  private static let need: Comment = "needs root and sipp (apt-get install sip-tester)"

  @Test(.enabled(if: isReady, need), arguments: ["plain-udp", "early-media-183-udp"], engines)
  func `a caller may repeat its INVITE, ACK and BYE`(_ name: String, by engine: Engine) async throws {
    try await withUAS(of: name, engine) { peer, odd in
      // Twice before anything is answered, as a network does it.
      try peer.send(odd.request("INVITE", cseq: 1))
      try peer.send(odd.request("INVITE", cseq: 1))
      let answer = try peer.receive("SIP/2.0 200")
      // It was on its way when the answer came.
      try peer.send(odd.request("INVITE", cseq: 1))
      try peer.receive("SIP/2.0 200")
      try peer.send(odd.request("ACK", cseq: 1, to: answer.lines("To")))
      try peer.send(odd.request("ACK", cseq: 1, to: answer.lines("To")))
      try peer.send(odd.request("BYE", cseq: 2, to: answer.lines("To")))
      try peer.receive("SIP/2.0 200")
    }
  }

  @Test(.enabled(if: isReady, need), arguments: [true, false], engines)
  func `a caller may write compact headers, and others than the captured one`(
    _ isCompact: Bool,
    by engine: Engine
  ) async throws {
    try await withUAS(of: "callee-hangs-up-udp", engine, isCompact: isCompact) { peer, odd in
      try peer.send(odd.request("INVITE", cseq: 1))
      let answer = try peer.receive("SIP/2.0 200")
      let to = answer.lines("To", "t")
      #expect(to.contains(";tag="))
      try peer.send(odd.request("ACK", cseq: 1, to: to))
      let bye = try peer.receive("BYE")
      // The BYE goes to the Contact, between the parties of the dialog, each from its own side.
      #expect(bye.hasPrefix("BYE sip:else@127.0.0.1:\(odd.port) SIP/2.0\n"), "\(bye)")
      #expect(bye.lines("To").hasSuffix("\"Somebody Else\" <sip:else@127.0.0.1:\(odd.port)>;tag=peer\n"), "\(bye)")
      let tag = to.split(separator: ";tag=").last ?? ""
      #expect(bye.lines("From").hasSuffix(";tag=" + tag), "\(bye)")
      try peer.send(odd.answer(200, "OK", to: bye))
    }
  }

  @Test(.enabled(if: isReady, need), arguments: [true, false], engines)
  func `a callee may say more than the captured one, and write otherwise`(
    _ isCompact: Bool,
    by engine: Engine
  ) async throws {
    let folder = try TemporaryFolder()
    let pair = try ScenarioPair(of: Fixture.named("plain-udp"), in: folder.url)
    let block = try PortBlock()
    defer { block.giveBack() }
    let peer = try UDPPeer(on: block.ports.callee, to: block.ports.caller)
    let odd = OddPeer(port: block.ports.callee, other: block.ports.caller, isCompact: isCompact)
    let uac = try pair.startUAC(on: block.ports, engine: try #require(engine.program))
    let invite = try peer.receive("INVITE")
    for (status, reason) in [(100, "Trying"), (100, "Trying"), (180, "Ringing"), (183, "Progress"), (180, "Ringing")] {
      try peer.send(odd.answer(status, reason, to: invite, hasSession: status == 183))
    }
    try peer.send(odd.answer(200, "OK", to: invite, hasSession: true))
    let ack = try peer.receive("ACK")
    #expect(ack.hasPrefix("ACK sip:else@127.0.0.1:\(odd.port) SIP/2.0\n"), "\(ack)")
    // The answer comes again, and so must the ACK.
    try peer.send(odd.answer(200, "OK", to: invite, hasSession: true))
    try peer.receive("ACK")
    let bye = try peer.receive("BYE")
    #expect(bye.lines("To").hasSuffix(";tag=odd\n"), "\(bye)")
    try peer.send(odd.answer(200, "OK", to: bye))
    for complaint in await pair.finish(uac, "uac", within: .seconds(10)) { Issue.record("\(complaint)") }
  }

  private func withUAS(
    of name: String,
    _ engine: Engine,
    isCompact: Bool = false,
    _ talk: (UDPPeer, OddPeer) throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let pair = try ScenarioPair(of: Fixture.named(name), in: folder.url)
    let block = try PortBlock()
    defer { block.giveBack() }
    let uas = try pair.startUAS(on: block.ports, engine: try #require(engine.program))
    try await poll(within: .seconds(20)) { BoundPorts.now().udp.contains(block.ports.callee) || uas.hasEnded }
    let peer = try UDPPeer(on: block.ports.caller, to: block.ports.callee)
    do {
      try talk(peer, OddPeer(port: block.ports.caller, other: block.ports.callee, isCompact: isCompact))
    } catch {
      Issue.record("the peer was left alone: \(error)")
    }
    for complaint in await pair.finish(uas, "uas", within: .seconds(5)) { Issue.record("\(complaint)") }
  }
}
