import Diagnostics
import Testing
import Wire

@testable import Capture

/// IPv4, IPv6 and UDP headers.
struct InternetTests {
  private static let hello = Packets.udp("hello")
  private static let eight: [UInt8] = [17, 0, 1, 4, 0, 0, 0, 0]

  @Test(
    "legal and tolerated headers",
    arguments: [
      Packets.ipv4(options: [1, 1, 1, 1, 1, 1, 1, 0], hello),
      Packets.ipv4(length: 0, hello),
      Packets.ipv6(carrying: 0, eight + hello),
      Packets.ipv6(carrying: 43, eight + hello),
      Packets.ipv6(carrying: 0, [60, 0, 1, 4, 0, 0, 0, 0] + eight + hello),
      Packets.ipv6(carrying: 60, [17, 1] + Array(repeating: 0, count: 14) + hello),
      Packets.ipv6(carrying: 51, [17, 4] + Array(repeating: 0, count: 22) + hello),
      Packets.ipv4(carrying: 51, [17, 4] + Array(repeating: 0, count: 22) + hello),
      Packets.ipv6(length: 0, hello),
      Packets.ipv6Fragment(offset: 0, moreFollow: false, hello),
      Packets.ipv4(Packets.udp(length: 0, Array("hello".utf8))),
      Packets.ipv4(Packets.udp(length: 3, Array("hello".utf8))),
      Packets.ipv4(Packets.udp(length: 900, Array("hello".utf8))),
      Packets.ipv4(Packets.udp(length: 13, Array("hello and a trailer".utf8))),
    ]
  )
  func tolerated(packet: [UInt8]) throws {
    let (recorder, report) = try CaptureBytes.read(link: 101, [packet])
    #expect(recorder.datagrams.map(\.payload) == [Array("hello".utf8)])
    #expect(recorder.datagrams.map(\.missing) == [0])
    #expect(report.findings.all.isEmpty)
  }

  @Test(
    "headers that lie or are cut off are counted by cause",
    arguments: [
      (Array(Packets.ipv4(hello).prefix(19)), "IPv4"),
      ([0x4F] + Packets.ipv4(hello).dropFirst(), "IPv4"),
      ([0x44] + Packets.ipv4(hello).dropFirst(), "IPv4"),
      (Packets.ipv4(length: 12, hello), "IPv4"),
      (Array(Packets.ipv6(hello).prefix(39)), "IPv6"),
      (Packets.ipv6(carrying: 0, [17, 200, 0, 0, 0, 0, 0, 0] + hello), "IPv6"),
      (Packets.ipv6(carrying: 44, [17, 0, 0]), "IPv6"),
      (Packets.ipv4(Array(hello.prefix(7))), "UDP"),
      (Packets.ipv4(carrying: 6, Array(hello.prefix(13))), "TCP"),
      (Packets.ipv4(carrying: 50, hello), "ESP"),
      (Packets.ipv4(carrying: 132, hello), "SCTP"),
    ] as [([UInt8], String)]
  )
  func lies(frame: [UInt8], cause: String) throws {
    let (recorder, report) = try CaptureBytes.read(link: 101, [Packets.ipv4(Self.hello), frame, frame, frame])
    #expect(recorder.datagrams.count == 1)
    #expect(report.frames == 4)
    let finding = try #require(report.findings.all.first)
    #expect(report.findings.all.count == 1)
    #expect(finding.severity == .warning)
    #expect(finding.message.hasPrefix("3 frames skipped: "))
    #expect(finding.message.hasSuffix(", first frame 2"))
    #expect(finding.message.contains(cause))
    #expect(finding.location?.frame == 2)
  }

  @Test("an IP packet in an IP packet in an IP packet without end is given up")
  func nesting() throws {
    var packet = Packets.ipv4(Self.hello)
    for _ in 0..<60 { packet = Packets.ipv4(carrying: 4, packet) }
    let (recorder, report) = try CaptureBytes.read(link: 101, [packet])
    #expect(recorder.datagrams.isEmpty)
    #expect(report.codes == ["bad-packet"])
  }

  @Test("a snap length leaves what it cut off as missing", arguments: [28, 29, 32])
  func snapLength(captured: Int) throws {
    var capture = CaptureBytes(link: 101)
    capture.add(Packets.ipv4(Self.hello), captured: captured)
    let (recorder, report) = try capture.read()
    let datagram = try #require(recorder.datagrams.first)
    #expect(datagram.payload == Array("hello".utf8.prefix(captured - 28)))
    #expect(datagram.missing == 33 - captured)
    #expect(report.codes == ["snap-length"])
  }
}
