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

  /// The same shape of a call, made anew: Open vSwitch's tunnels and tags, a firewall's log, text2pcap's SCTP.
  @Test(arguments: [
    "erspan-1", "erspan-2", "geneve", "gre", "gre-ethernet", "mpls", "nflog", "qinq", "sctp", "vlan", "vxlan",
  ])
  func whatToolsMadeIsReadAsWell(_ name: String) throws {
    let expected = try #require(try Captures.fixture(Self.plain).calls.first)
    let recording = try Captures.fixture("recorded/" + name)
    let call = try #require(recording.calls.first)
    #expect(recording.calls.count == 1 && recording.findings.all.isEmpty)
    #expect(call.outcome == expected.outcome && call.legs.count == 1)
    #expect(call.timeline.map(\.source) == expected.timeline.map(\.source))
    #expect(call.timeline.map(\.destination) == expected.timeline.map(\.destination))
    #expect(call.timeline.map(firstLine) == expected.timeline.map(firstLine))
    #expect(call.timeline.allSatisfy { $0.retransmissions.isEmpty && $0.frames.count == 1 })
    #expect(call.timeline.allSatisfy { $0.transport == (name == "sctp" ? .sctp : .udp) })
  }

  /// A call with its media, made anew on each link: by the Linux kernel, by Osmocom's GTP-U, by simulated radios, by
  /// pppd; and put on another link by editcap, mergecap and tcprewrite.
  @Test(arguments: [
    "4in4", "4in6", "6in4", "6in6", "ah", "bsd-null", "cisco-hdlc", "erf", "erspan-0", "esp-null", "esp-null-tunnel",
    "gre-ipv6", "gtp-u", "ppp", "pppoe", "qinq-8100", "radiotap", "radiotap-four-addresses", "radiotap-qos",
    "sctp-association", "sctp-in-udp", "sctp-pieces", "vxlan-gpe", "vxlan-in-vxlan", "wifi",
  ])
  func aCallIsReadWithItsMedia(_ name: String) throws {
    let expected = try #require(try Captures.fixture("late-offer-udp").calls.first)
    let recorder = CallRecorder(capture: name, sipPort: nil, selection: .all)
    let report = try CaptureFile(Captures.path("recorded/" + name)).read(into: recorder)
    let recording = recorder.finish()
    #expect(report.findings.all.isEmpty && recording.findings.all.isEmpty)
    let call = try #require(recording.calls.first)
    #expect(recording.calls.count == 1 && call.outcome == expected.outcome && call.legs.count == 1)
    #expect(call.timeline.map(onTheWire) == expected.timeline.map(onTheWire))
    #expect(call.streams.map(onTheWire) == expected.streams.map(onTheWire))
    #expect(call.timeline.allSatisfy { $0.retransmissions.isEmpty && $0.frames.count == 1 })
    #expect(call.timeline.allSatisfy { $0.transport == (name.hasPrefix("sctp") ? .sctp : .udp) })
  }

  private func onTheWire(_ message: CapturedMessage) -> String {
    inIPv4("\(message.source) > \(message.destination) \(firstLine(message))")
  }

  private func onTheWire(_ stream: MediaStream) -> [String] {
    stream.flows.map { inIPv4("\($0.source) > \($0.destination) \($0.packets) packets, \($0.rtpPackets) of RTP") }
  }

  /// What is called over IPv6 has the parties' other addresses.
  private func inIPv4(_ text: String) -> String {
    text.replacing("[2001:db8:a::10]", with: "192.0.2.10").replacing("[2001:db8:b::20]", with: "198.51.100.20")
  }

  /// Raw IP of which all is kept, and Ethernet of which 96 bytes are.
  @Test func twoInterfacesOfDifferentLinksAndSnapLengths() throws {
    let expected = try #require(try Captures.fixture(Self.plain).calls.first)
    let recorder = CallRecorder(capture: "two", sipPort: nil, selection: .all)
    let report = try CaptureFile(Captures.path("recorded/two-interfaces")).read(into: recorder)
    let recording = recorder.finish()
    #expect(recording.findings.all.isEmpty)
    #expect(recording.calls.map { $0.timeline.map(firstLine) } == [expected.timeline.map(firstLine)])
    #expect(report.linkType.split(separator: ", ").sorted() == ["Ethernet", "raw IP"])
    #expect(report.findings.all.map(\.code) == ["snap-length"])
    #expect(report.findings.all.first?.message.hasPrefix("5 datagrams cut off") == true)
  }

  private func firstLine(_ message: CapturedMessage) -> String {
    String(decoding: message.bytes.prefix { $0 != 0x0D }, as: UTF8.self)
  }

  @Test(arguments: ["sctp", "sctp-pieces", "sctp-in-udp"])
  func overSCTP(_ name: String) throws {
    try expectSameCall(name, over: .sctp)
  }

  /// Of the recorded ones each packet of the call, its media and ARP over the radio, is one such frame.
  @Test(arguments: [
    ("links/esp-encrypted", 5), ("links/wifi-protected", 5), ("recorded/esp-encrypted", 47),
    ("recorded/radiotap-protected", 50),
  ])
  func whatIsEncryptedIsCountedAsSuch(_ name: String, _ frames: Int) throws {
    let recorder = CallRecorder(capture: name, sipPort: nil, selection: .all)
    let report = try CaptureFile(Captures.path(name)).read(into: recorder)
    #expect(recorder.finish().calls.isEmpty)
    #expect(report.findings.all.map(\.code) == ["encrypted"])
    #expect(report.findings.all.first?.message.hasPrefix("\(frames) frames skipped: encrypted by") == true)
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
