import Diagnostics
import Testing
import Wire

@testable import Capture

/// Link layers: what stands in front of IP.
struct LinkTests {
  private static let packet = Packets.ipv4(Packets.udp("hello"))
  private static let packet6 = Packets.ipv6(Packets.udp("hello"))
  private static let zeros = Array(repeating: UInt8(0), count: 32)

  @Test(
    "each link type is passed",
    arguments: [
      (1, "Ethernet", Packets.ethernet(packet)),
      (113, "Linux cooked v1", zeros.prefix(14) + [0x08, 0x00] + packet),
      (276, "Linux cooked v2", [0x08, 0x00] + zeros.prefix(18) + packet),
      (101, "raw IP", packet),
      (12, "raw IP", packet),
      (14, "raw IP", packet),
      (228, "raw IP", packet),
      (0, "BSD loopback", [2, 0, 0, 0] + packet),
      (0, "BSD loopback", [0, 0, 0, 2] + packet),
      (108, "BSD loopback", [0, 0, 0, 2] + packet),
    ] as [(UInt32, String, [UInt8])]
  )
  func v4(link: UInt32, name: String, frame: [UInt8]) throws {
    let (recorder, report) = try CaptureBytes.read(link: link, [frame])
    let datagram = try #require(recorder.datagrams.first)
    #expect(recorder.datagrams.count == 1)
    #expect(datagram.payload == Array("hello".utf8))
    #expect(datagram.missing == 0)
    #expect(datagram.arrival.source.description == "192.0.2.1:5060")
    #expect(datagram.arrival.destination.description == "192.0.2.2:5080")
    #expect(datagram.arrival.transport == .udp)
    #expect(report.linkType == name)
    #expect(report.findings.all.isEmpty)
  }

  @Test(
    "IPv6 on each link type",
    arguments: [
      (1, Packets.ethernet(type: 0x86DD, packet6)),
      (113, zeros.prefix(14) + [0x86, 0xDD] + packet6),
      (276, [0x86, 0xDD] + zeros.prefix(18) + packet6),
      (101, packet6),
      (229, packet6),
      (0, [24, 0, 0, 0] + packet6),
      (0, [28, 0, 0, 0] + packet6),
      (0, [30, 0, 0, 0] + packet6),
      (108, [0, 0, 0, 24] + packet6),
    ] as [(UInt32, [UInt8])]
  )
  func v6(link: UInt32, frame: [UInt8]) throws {
    let (recorder, _) = try CaptureBytes.read(link: link, [frame])
    #expect(recorder.datagrams.map(\.arrival.source.description) == ["[2001:db8::1]:5060"])
    #expect(recorder.datagrams.map(\.payload) == [Array("hello".utf8)])
  }

  @Test("VLAN tags of any depth within the bound", arguments: [1, 2, 5, 28])
  func tags(depth: Int) throws {
    let tags = (1...depth).flatMap { number -> [UInt8] in number == depth ? [0, 7, 0x08, 0x00] : [0, 7, 0x81, 0x00] }
    let (recorder, _) = try CaptureBytes.read([Packets.ethernet(type: 0x88A8, tags + Self.packet)])
    #expect(recorder.datagrams.count == 1)
  }

  @Test("tags without end are given up")
  func endlessTags() throws {
    let tags = Array(repeating: [0, 1, 0x81, 0x00] as [UInt8], count: 100).flatMap { $0 }
    let (recorder, report) = try CaptureBytes.read([Packets.ethernet(type: 0x8100, tags)])
    #expect(recorder.datagrams.isEmpty)
    #expect(report.codes == ["bad-packet"])
    #expect(report.findings.all.first?.location?.frame == 1)
  }

  @Test("the padding of a short Ethernet frame is no payload")
  func padding() throws {
    let (recorder, _) = try CaptureBytes.read([Packets.ethernet(Packets.ipv4(Packets.udp("x")) + Self.zeros.prefix(17))]
    )
    #expect(recorder.datagrams.map(\.payload) == [[UInt8(ascii: "x")]])
  }

  @Test("what is no IP is passed over without a warning")
  func otherTraffic() throws {
    let (recorder, report) = try CaptureBytes.read([
      Packets.ethernet(type: 0x0806, Self.zeros), Packets.ethernet(type: 38, Self.zeros),
      Packets.ethernet(Packets.ipv4(carrying: 1, Self.zeros)),
    ])
    #expect(recorder.datagrams.isEmpty)
    #expect(report.frames == 3)
    #expect(report.findings.all.isEmpty)
  }
}
