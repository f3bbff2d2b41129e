import Capture
import Diagnostics
import Dialog
import Foundation
import Testing
import Wire

/// One call on every link and in every tunnel: always the same call.
@Suite struct LinkFixtureTests {
  private static let plain = "rejected-486-udp"

  @Test(arguments: [
    "4in4", "4in6", "6in4", "6in6", "ah", "erf", "erf-extensions", "erspan-1", "erspan-2", "erspan-3", "esp-null",
    "esp-null-tunnel", "fragments-backwards", "geneve", "gre", "gre-ethernet", "gtp-u", "llc-snap", "mpls",
    "mpls-pseudowire", "mpls-pseudowire-bare", "nflog", "null-big-endian", "ppp", "pppoe", "qinq", "qinq-8100",
    "radiotap", "vlan", "vxlan-gpe", "vxlan-in-vxlan", "wifi", "wifi-four-addresses", "wifi-qos",
  ])
  func theCallIsThatOfPlainEthernet(_ name: String) throws {
    try expectSameCall(name, over: .udp)
  }

  @Test(arguments: ["sctp", "sctp-pieces", "sctp-in-udp"])
  func overSCTP(_ name: String) throws {
    try expectSameCall(name, over: .sctp)
  }

  @Test(arguments: ["esp-encrypted", "wifi-protected"])
  func whatIsEncryptedIsCountedAsSuch(_ name: String) throws {
    let recorder = CallRecorder(capture: name, sipPort: nil, selection: .all)
    let report = try CaptureFile(Captures.link(name).path).read(into: recorder)
    #expect(recorder.finish().calls.isEmpty)
    #expect(report.findings.all.map(\.code) == ["encrypted"])
    #expect(report.findings.all.first?.message.hasPrefix("5 frames skipped: encrypted by") == true)
  }

  /// The first frame cut off inside its headers, as a snap length leaves it.
  @Test func noHeaderIsReadBeyondItsEnd() throws {
    for file in try Captures.links() {
      let whole = [UInt8](try Data(contentsOf: file))
      for end in stride(from: 40, to: min(whole.count, 40 + 120), by: 7) {
        var cut = Array(whole[..<end])
        let captured = end - 40
        cut.replaceSubrange(32..<36, with: [UInt8(captured & 0xFF), UInt8(captured >> 8), 0, 0])
        let recorder = CallRecorder(capture: "cut", sipPort: nil, selection: .all)
        try Captures.withFile(cut) { _ = try CaptureFile($0).read(into: recorder) }
        #expect(recorder.finish().summaries.count <= 1)
      }
    }
  }

  private func expectSameCall(_ name: String, over transport: Transport) throws {
    let expected = try #require(try Captures.fixture(Self.plain).calls.first)
    let recording = try Captures.fixture("links/" + name)
    let call = try #require(recording.calls.first)
    #expect(recording.calls.count == 1)
    #expect(recording.findings.all.isEmpty)
    #expect(call.outcome == expected.outcome)
    #expect(call.start == expected.start)
    #expect(call.timeline.map(\.bytes) == expected.timeline.map(\.bytes))
    #expect(call.timeline.map(\.at) == expected.timeline.map(\.at))
    #expect(call.timeline.map(\.sender) == expected.timeline.map(\.sender))
    #expect(call.timeline.map(\.source.port) == expected.timeline.map(\.source.port))
    #expect(call.timeline.allSatisfy { $0.transport == transport })
  }
}
