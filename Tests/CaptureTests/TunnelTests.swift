import Diagnostics
import Testing
import Wire

@testable import Capture

/// Packets inside packets: only the innermost is delivered.
struct TunnelTests {
  private static let inner = Packets.ipv4(from: [10, 0, 0, 1], to: [10, 0, 0, 2], Packets.udp("hello"))
  private static let inner6 = Packets.ipv6(Packets.udp("hello"))
  private static let four: [UInt8] = [0, 0, 0, 0]

  private static func gtp(flags: UInt8 = 0x30, type: UInt8 = 255, optional: [UInt8] = [], _ payload: [UInt8])
    -> [UInt8]
  {
    Packets.udp(
      from: 2152,
      to: 2152,
      [flags, type] + Packets.big16(optional.count + payload.count) + [0, 0, 0, 1] + optional + payload
    )
  }

  @Test(
    "the innermost packet is delivered",
    arguments: [
      Packets.ipv4(carrying: 4, inner),
      Packets.ipv6(carrying: 4, inner),
      Packets.ipv4(carrying: 47, [0, 0, 8, 0] + inner),
      Packets.ipv4(carrying: 47, [0xB0, 0, 8, 0] + four + four + four + inner),
      Packets.ipv4(carrying: 47, [0x20, 0, 0x65, 0x58] + four + Packets.ethernet(inner)),
      Packets.ipv4(carrying: 137, [0, 0, 0, 64, 0, 0, 1, 64] + inner),
      Packets.ipv4(gtp(inner)),
      Packets.ipv4(gtp(flags: 0x32, optional: [0, 1, 0, 0], inner)),
      Packets.ipv4(gtp(flags: 0x34, optional: [0, 0, 0, 0x85, 1, 0, 9, 0], inner)),
      Packets.ipv4(gtp(Packets.ipv4(carrying: 4, inner))),
    ]
  )
  func innermost(packet: [UInt8]) throws {
    let (recorder, report) = try CaptureBytes.read(link: 101, [packet])
    #expect(recorder.datagrams.map(\.arrival.source.description) == ["10.0.0.1:5060"])
    #expect(recorder.datagrams.map(\.payload) == [Array("hello".utf8)])
    #expect(report.findings.all.isEmpty)
  }

  @Test(
    "IPv6 inside",
    arguments: [
      Packets.ipv4(carrying: 41, inner6), Packets.ipv4(carrying: 47, [0, 0, 0x86, 0xDD] + inner6),
      Packets.ipv4(gtp(inner6)),
    ]
  )
  func innermost6(packet: [UInt8]) throws {
    let (recorder, _) = try CaptureBytes.read(link: 101, [packet])
    #expect(recorder.datagrams.map(\.arrival.source.description) == ["[2001:db8::1]:5060"])
  }

  @Test("MPLS and PPPoE on Ethernet")
  func ethernet() throws {
    let session: [UInt8] = [0x11, 0, 0, 1, 0, UInt8(Self.inner.count + 2), 0, 0x21]
    let (recorder, _) = try CaptureBytes.read([
      Packets.ethernet(type: 0x8847, [0, 0, 0x11, 64] + Self.inner),
      Packets.ethernet(type: 0x8864, session + Self.inner),
    ])
    #expect(recorder.datagrams.map(\.arrival.frame) == [1, 2])
  }

  @Test(
    "on port 2152, what is no G-PDU is a plain datagram",
    arguments: [
      gtp(type: 1, inner), gtp(flags: 0x50, inner), gtp(flags: 0x20, inner), gtp([0, 1, 2]),
      gtp(Array("hello".utf8) + four + four + four),
      gtp(flags: 0x34, optional: [0, 0, 0, 0x85], inner),
      gtp(flags: 0x34, optional: [0, 0, 0, 0x85, 0, 0, 0, 0], inner),
      Packets.udp(from: 2152, to: 2152, [0x30, 255, 0, 0, 0, 0, 0, 1] + inner),
      Packets.udp(from: 2152, to: 2152, []), Packets.udp(from: 2152, to: 9, Array("no tunnel at all".utf8)),
    ]
  )
  func plain(datagram: [UInt8]) throws {
    let (recorder, _) = try CaptureBytes.read(link: 101, [Packets.ipv4(datagram)])
    #expect(recorder.datagrams.map(\.arrival.source.description) == ["192.0.2.1:2152"])
    #expect(recorder.datagrams.map(\.payload) == [Array(datagram.dropFirst(8))])
  }

  @Test("a tunnelled datagram in fragments, the tunnel in fragments as well")
  func fragments() throws {
    let datagram = Packets.udp("hello, this is long")
    let pieces = [
      Packets.ipv4(offset: 16, Array(datagram[16...])),
      Packets.ipv4(offset: 0, moreFollow: true, Array(datagram[..<16])),
    ]
    let outer = Self.gtp(pieces[1])
    let (recorder, report) = try CaptureBytes.read(
      link: 101,
      [
        Packets.ipv4(Self.gtp(pieces[0])), Packets.ipv4(identification: 9, offset: 24, Array(outer[24...])),
        Packets.ipv4(identification: 9, offset: 0, moreFollow: true, Array(outer[..<24])),
      ]
    )
    #expect(recorder.datagrams.map(\.payload) == [Array("hello, this is long".utf8)])
    #expect(recorder.datagrams.map(\.arrival.frame) == [3])
    #expect(report.findings.all.isEmpty)
  }
}
