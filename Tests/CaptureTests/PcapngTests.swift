import Capture
import Diagnostics
import Testing
import Wire

/// pcapng: blocks, sections, interfaces and their clocks, and lengths that lie.
struct PcapngTests {
  private static let datagram = Packets.ipv4(Packets.udp("hello"))
  private static let frame = Packets.ethernet(datagram)

  @Test("several sections, of either byte order", arguments: [[false], [true], [false, true], [true, false, true]])
  func sections(orders: [Bool]) throws {
    let file = orders.flatMap { isBigEndian in
      let blocks = Pcapng(isBigEndian: isBigEndian)
      return blocks.section() + blocks.interface(link: 1) + blocks.packet(Self.frame, ticks: 1_000_001)
    }
    let (recorder, report) = try CaptureBytes.read(file)
    #expect(recorder.datagrams.map(\.arrival.frame) == Array(1...orders.count))
    #expect(report.first?.nanoseconds == 1_000_001_000)
    #expect(report.findings.all.isEmpty)
  }

  @Test("interfaces of different link types, by every kind of packet block")
  func interfaces() throws {
    let blocks = Pcapng()
    var file = blocks.section() + blocks.interface(link: 1) + blocks.packet(Self.frame, ticks: 1_000_000)
    file += blocks.block(5, [1, 2, 3]) + blocks.block(0x0000_0BAD, Array(repeating: 7, count: 5000))
    file += blocks.interface(link: 101) + blocks.packet(Self.datagram, ticks: 2_000_000, interface: 1)
    file += blocks.obsoletePacket(Self.datagram, ticks: 3_000_000, interface: 1) + blocks.simplePacket(Self.frame)
    let (recorder, report) = try CaptureBytes.read(file)
    #expect(recorder.datagrams.map(\.payload) == Array(repeating: Array("hello".utf8), count: 4))
    // A simple packet has no time: it is that of the one before.
    #expect(recorder.datagrams.map { $0.arrival.time.nanoseconds / 1_000_000_000 } == [1, 2, 3, 3])
    #expect(report.linkType == "Ethernet, raw IP")
  }

  @Test(
    "clocks",
    arguments: [
      (nil, nil, 1_500_000, 1_500_000_000), (6, nil, 1_500_000, 1_500_000_000), (9, nil, 1_500_000, 1_500_000),
      (3, nil, 1_500, 1_500_000_000), (12, nil, 1_500_000, 1_500), (0, nil, 2, 2_000_000_000),
      (0x81, nil, 3, 1_500_000_000), (0x80 | 30, nil, 3 << 29, 1_500_000_000), (0x80, nil, 2, 2_000_000_000),
      (0xFF, nil, 9, 0), (127, nil, 9, 0), (6, 10, 500_000, 10_500_000_000), (0, nil, .max, .max),
      (0x80, nil, .max, .max),
    ] as [(UInt8?, UInt32?, UInt64, Int64)]
  )
  func clocks(resolution: UInt8?, offset: UInt32?, ticks: UInt64, nanoseconds: Int64) throws {
    for isBigEndian in [false, true] {
      let blocks = Pcapng(isBigEndian: isBigEndian)
      let file =
        blocks.section() + blocks.interface(link: 1, resolution: resolution, offset: offset)
        + blocks.packet(Self.frame, ticks: ticks)
      #expect(try CaptureBytes.read(file).report.first?.nanoseconds == nanoseconds)
    }
  }

  @Test("a simple packet holds what the interface keeps of it")
  func snapLength() throws {
    let blocks = Pcapng()
    let kept = Array(Self.frame.prefix(44))
    let file =
      blocks.section() + blocks.interface(link: 1, snapLength: 44)
      + blocks.simplePacket(kept, length: Self.frame.count)
    let (recorder, report) = try CaptureBytes.read(file)
    #expect(recorder.datagrams.map(\.missing) == [Self.frame.count - 44])
    #expect(report.codes == ["snap-length"])
  }

  @Test("frames of an interface that can't be decoded are counted; a capture of nothing else is refused")
  func unsupported() throws {
    let blocks = Pcapng()
    let odd = blocks.section() + blocks.interface(link: 1) + blocks.interface(link: 147)
    let file = odd + blocks.packet(Self.frame, ticks: 1, interface: 1) + blocks.packet(Self.frame, ticks: 2)
    let (recorder, report) = try CaptureBytes.read(file)
    #expect(recorder.datagrams.map(\.arrival.frame) == [2])
    #expect(report.codes == ["unsupported-link"])
    let failure = #expect(throws: Failure.self) {
      try CaptureBytes.read(odd + blocks.packet(Self.frame, ticks: 1, interface: 1))
    }
    #expect(failure?.findings.all.map(\.code) == ["unsupported-link"])
  }

  /// What may stand behind a good frame and end the reading.
  private static var lies: [[UInt8]] {
    let blocks = Pcapng()
    return [
      blocks.packet(frame, ticks: 1, interface: 7),
      blocks.packet(frame, ticks: 1, captured: 4000),
      blocks.packet(frame, ticks: 1, captured: .max),
      blocks.block(6, Array(repeating: 0, count: 8)),
      blocks.block(3, []),
      blocks.block(1, [1, 0]),
      blocks.block(6, Array(repeating: 0, count: 40), behind: 8),
      [6, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0],
      [6, 0, 0, 0, 61, 0, 0, 0, 0, 0, 0, 0],
      [6, 0, 0, 0, 0xFC, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0],
      [1, 0, 0, 0, 0xFC, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0],
      [0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0, 0, 0, 0],
    ]
  }

  @Test("a length or number that lies ends the reading with a warning", arguments: Array(lies.indices))
  func damage(index: Int) throws {
    let blocks = Pcapng()
    let good = blocks.section() + blocks.interface(link: 1) + blocks.packet(Self.frame, ticks: 1)
    let (recorder, report) = try CaptureBytes.read(good + Self.lies[index])
    #expect(recorder.datagrams.count == 1)
    #expect(report.codes == ["damaged"])
    #expect(report.findings.all.first?.location?.frame == 1)
  }

  @Test("a file cut off anywhere gives what stands before")
  func cutOff() throws {
    let blocks = Pcapng()
    let start = blocks.section() + blocks.interface(link: 1) + blocks.packet(Self.frame, ticks: 1)
    let file = start + blocks.block(0xBAD, [1, 2, 3]) + blocks.packet(Self.frame, ticks: 2)
    for length in start.count..<file.count {
      let (recorder, report) = try CaptureBytes.read(Array(file[..<length]))
      #expect(recorder.datagrams.count == 1)
      #expect(report.codes == (length == start.count || length == start.count + 16 ? [] : ["cut-off"]), "\(length)")
    }
  }
}
