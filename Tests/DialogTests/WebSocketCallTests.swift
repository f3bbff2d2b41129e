import Capture
import Diagnostics
import Dialog
import Foundation
import SIP
import Testing
import Wire

/// Calls over WebSockets as Kamailio and a phone made them, and connections that TLS hides.
@Suite struct WebSocketCallTests {
  private func read(_ name: String, without frames: Int = 0) throws -> Recording {
    let recorder = CallRecorder(capture: name, sipPort: nil, selection: .all)
    try Captures.withFile(try Captures.bytes(name, without: frames)) { _ = try CaptureFile($0).read(into: recorder) }
    return recorder.finish()
  }

  private static let shape = ["INVITE", "180", "200", "ACK", "BYE", "200"]

  private func shape(_ call: Call) -> [String] {
    call.timeline.compactMap { $0.parsed?.method ?? $0.parsed?.status.map(String.init) }
  }

  @Test func throughAProxyToUDP() throws {
    let recording = try read("websocket/kamailio")
    let call = try #require(recording.calls.first)
    #expect(recording.calls.count == 1 && recording.findings.all.isEmpty && call.outcome == .answered)
    #expect(
      call.legs.map { "\($0.caller.endpoint.address) \($0.caller.transport)" } == ["192.0.2.10 ws", "203.0.113.5 udp"]
    )
    #expect(call.timeline.filter { $0.transport == .ws }.count == 7)
    #expect(call.timeline.filter { $0.transport == .udp }.count == 7)
  }

  /// Three frames a message, masked from the caller's side, a ping behind the first; an empty frame ends it.
  @Test func inPiecesWithPingsBetween() throws {
    let recording = try read("websocket/pieces")
    let call = try #require(recording.calls.first)
    #expect(recording.calls.count == 1 && recording.findings.all.isEmpty && call.outcome == .answered)
    #expect(shape(call) == Self.shape)
    #expect(call.timeline.allSatisfy { $0.transport == .ws && $0.frames.count == 4 && $0.frames == $0.frames.sorted() })
  }

  /// The capture begins when the connection was open for long: without its SYN, its upgrade and the first messages.
  @Test(arguments: [(3, 6), (4, 6), (6, 6), (8, 6), (9, 5), (12, 5), (16, 5), (17, 4), (31, 3), (40, 2)])
  func captureThatBeginsWithin(_ missing: Int, _ messages: Int) throws {
    let recording = try read("websocket/pieces", without: missing)
    #expect(recording.calls.first.map(shape) == Self.shape.suffix(messages), "\(recording.findings.all)")
  }

  @Test func compressedMessagesAreTold() throws {
    let recording = try read("websocket/compressed")
    #expect(recording.calls.isEmpty)
    #expect(recording.findings.all.map(\.code) == ["websocket-compressed"])
    #expect(recording.findings.all.first?.location?.frame == 8)
  }

  /// From its first byte, and from each frame within: never a call, always told with its frame.
  @Test func whatTLSHidesIsTold() throws {
    for missing in 0..<13 {
      let recording = try read("encrypted/tls", without: missing)
      #expect(recording.summaries.isEmpty)
      #expect(recording.findings.all.map(\.code) == ["encrypted"], "\(missing)")
      #expect(recording.findings.all.first?.message.contains("a TCP connection is encrypted by TLS") == true)
      if missing == 0 { #expect(recording.findings.all.first?.location?.frame == 4) }
    }
  }
}
