import Diagnostics
import Testing
import Wire

@testable import Capture

/// IP packets put together from their fragments.
struct FragmentTests {
  /// A datagram of 64 bytes in pieces of 24, 24 and 16.
  private static let payload = Packets.udp((0..<56).map { UInt8($0) })
  private static let cuts = [0..<24, 24..<48, 48..<64]

  private static func piece(_ range: Range<Int>, v6: Bool, filler: UInt8? = nil, identification: Int = 7) -> [UInt8] {
    let bytes = filler.map { Array(repeating: $0, count: range.count) } ?? Array(payload[range])
    let moreFollow = range.upperBound < payload.count
    return v6
      ? Packets.ipv6Fragment(
        identification: UInt32(identification),
        offset: range.lowerBound,
        moreFollow: moreFollow,
        bytes
      )
      : Packets.ipv4(identification: identification, offset: range.lowerBound, moreFollow: moreFollow, bytes)
  }

  private static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

  @Test("fragments in every order", arguments: orders, [false, true])
  func order(order: [Int], v6: Bool) throws {
    let (recorder, report) = try CaptureBytes.read(link: 101, order.map { Self.piece(Self.cuts[$0], v6: v6) })
    let datagram = try #require(recorder.datagrams.first)
    #expect(recorder.datagrams.count == 1)
    #expect(datagram.payload == (0..<56).map { UInt8($0) })
    #expect(datagram.missing == 0)
    #expect(datagram.arrival.frame == 3)
    #expect(datagram.arrival.time == CaptureTime(nanoseconds: 3_000_000_000))
    #expect(datagram.arrival.source.port == 5060)
    #expect(report.findings.all.isEmpty)
  }

  @Test("a fragment that never comes", arguments: [0, 1, 2], [false, true])
  func missing(missing: Int, v6: Bool) throws {
    let pieces = Self.cuts.indices.filter { $0 != missing }.map { Self.piece(Self.cuts[$0], v6: v6) }
    let (recorder, report) = try CaptureBytes.read(link: 101, pieces)
    #expect(recorder.datagrams.isEmpty)
    #expect(report.codes == ["ip-fragments"])
    #expect(report.findings.all.first?.location?.frame == 1)
  }

  @Test(
    "pieces that overlap and agree fill what is missing, and a duplicate changes nothing",
    arguments: [false, true]
  )
  func overlap(v6: Bool) throws {
    let (recorder, report) = try CaptureBytes.read(
      link: 101,
      [24..<48, 16..<56, 24..<48, 0..<24, 48..<64].map { Self.piece($0, v6: v6) }
    )
    #expect(recorder.datagrams.map(\.payload) == [(0..<56).map { UInt8($0) }])
    #expect(report.findings.all.isEmpty)
  }

  private static let contradiction =
    "1 datagram skipped: its IP fragments overlap and say different bytes there, or its number was used again"

  @Test("over IPv4 a piece that contradicts begins another datagram", arguments: [0..<24, 16..<32, 16..<24])
  func reuse(range: Range<Int>) throws {
    let (recorder, report) = try CaptureBytes.read(
      link: 101,
      [Self.piece(range, v6: false, filler: 0xEE)] + Self.cuts.map { Self.piece($0, v6: false) }
    )
    #expect(recorder.datagrams.map(\.payload) == [(0..<56).map { UInt8($0) }])
    #expect(recorder.datagrams.map(\.arrival.frame) == [4])
    #expect(report.findings.all.map(\.message) == [Self.contradiction])
    #expect(report.findings.all.first?.location?.frame == 1)
  }

  @Test("over IPv6 nothing is taken of a datagram whose pieces contradict each other")
  func contradiction() throws {
    var capture = CaptureBytes(link: 101)
    let pieces = [Self.piece(0..<24, v6: true), Self.piece(8..<24, v6: true, filler: 0xEE)]
    for piece in pieces + Self.cuts.map({ Self.piece($0, v6: true) }) { capture.add(piece, second: 100) }
    let (recorder, report) = try capture.read()
    #expect(recorder.datagrams.isEmpty)
    #expect(report.findings.all.map(\.message) == [Self.contradiction])
    // Its number is free again afterwards.
    for cut in Self.cuts { capture.add(Self.piece(cut, v6: true), second: 161) }
    #expect(try capture.read().recorder.datagrams.count == 1)
  }

  @Test("two datagrams at once are told apart by their identification")
  func interleaved() throws {
    let frames = [
      Self.piece(0..<24, v6: false, identification: 1), Self.piece(24..<64, v6: false, identification: 2),
      Self.piece(24..<64, v6: false, identification: 1), Self.piece(0..<24, v6: false, identification: 2),
    ]
    let (recorder, _) = try CaptureBytes.read(link: 101, frames)
    #expect(recorder.datagrams.map(\.arrival.frame) == [3, 4])
  }

  @Test("a TCP segment in fragments")
  func segment() throws {
    let segment = Packets.tcp(from: 1000, to: 5060, sequence: 1, Array("INVITE sip:bob".utf8))
    let (recorder, _) = try CaptureBytes.read(
      link: 101,
      [
        Packets.ipv4(carrying: 6, offset: 24, Array(segment[24...])),
        Packets.ipv4(carrying: 6, offset: 0, moreFollow: true, Array(segment[..<24])),
      ]
    )
    #expect(recorder.texts(from: 1000) == ["|INVITE sip:bob"])
  }

  @Test("a datagram may take 30 s over IPv4, 60 s over IPv6", arguments: [(false, 30), (true, 60)] as [(Bool, UInt32)])
  func patience(v6: Bool, seconds: UInt32) throws {
    for (late, count) in [(0, 1), (1, 0)] as [(UInt32, Int)] {
      var capture = CaptureBytes(link: 101)
      capture.add(Self.piece(0..<24, v6: v6), second: 100)
      capture.add(Self.piece(24..<64, v6: v6), second: 100 + seconds + late)
      let (recorder, report) = try capture.read()
      #expect(recorder.datagrams.count == count)
      #expect(report.codes == (count == 1 ? [] : ["ip-fragments"]))
    }
  }

  @Test("an identification is used anew after that")
  func timeOut() throws {
    var capture = CaptureBytes(link: 101)
    capture.add(Self.piece(0..<24, v6: false), second: 100)
    capture.add(Self.piece(0..<24, v6: false), second: 131)
    capture.add(Self.piece(24..<64, v6: false), second: 132)
    let (recorder, report) = try capture.read()
    #expect(recorder.datagrams.map(\.payload) == [(0..<56).map { UInt8($0) }])
    #expect(report.findings.all.map(\.message) == ["1 datagram skipped: some of its IP fragments were not captured"])
  }

  @Test("what is too late is freed, not only crowded out")
  func freed() {
    var reassembler = Reassembler()
    var losses = Losses(in: 1...10_000)
    func add(_ number: Int, second: Int) {
      Array(repeating: 1 as UInt8, count: 1000).withOctets { octets in
        let time = CaptureTime(nanoseconds: Int64(second) * 1_000_000_000)
        let packet = Packet(octets: octets, length: 1000, time: time, frame: number + 1)
        let fragment = Fragment(identification: UInt32(number), protocolNumber: 17, offset: 0, moreFollow: true)
        _ = reassembler.add(fragment, of: packet, losses: &losses)
      }
    }
    for number in 0..<500 { add(number, second: number / 10) }
    #expect(reassembler.count == 310 && losses.count(of: .fragmentsIncomplete) == 190)
    add(500, second: 500)
    #expect(reassembler.count == 1 && losses.count(of: .fragmentsIncomplete) == 500)
    #expect(reassembler.bytes < 2000 && losses.count(of: .fragmentsCrowdedOut) == 0)
  }

  @Test("holes count as what they take in memory")
  func holes() {
    var datagram = PartialDatagram(begun: CaptureTime(nanoseconds: 0), frame: 1)
    Array(repeating: 1 as UInt8, count: 8).withOctets { octets in
      for offset in stride(from: 0, to: 64_000, by: 16) {
        _ = datagram.add(
          Fragment(identification: 1, protocolNumber: 17, offset: offset, moreFollow: true),
          octets
        )
      }
    }
    #expect(datagram.cost == 63_992 + 4000 * 16)
  }

  @Test("what waits is bounded in number: the oldest goes first")
  func crowd() throws {
    var capture = CaptureBytes(link: 101)
    for number in 0...Reassembler.limit {
      capture.add(Self.piece(0..<24, v6: false, identification: number), second: 1)
    }
    capture.add(Self.piece(24..<64, v6: false, identification: 0), second: 1)
    capture.add(Self.piece(24..<64, v6: false, identification: Reassembler.limit), second: 1)
    let (recorder, report) = try capture.read()
    #expect(recorder.datagrams.map(\.arrival.frame) == [Reassembler.limit + 3])
    #expect(report.findings.all.map(\.message).contains { $0.hasPrefix("2 datagrams skipped: too many") })
  }

  @Test("what waits is bounded in bytes")
  func heap() throws {
    var capture = CaptureBytes(link: 101)
    let count = Reassembler.byteLimit / 65_000 + 10
    for number in 0..<count {
      capture.add(
        Packets.ipv4(identification: number, offset: 64_992, moreFollow: true, Array(repeating: 1, count: 8)),
        second: 1
      )
    }
    let (_, report) = try capture.read()
    #expect(report.findings.all.count == 2)
    #expect(report.findings.all.contains { $0.message.contains("too many others") })
  }

  @Test("a fragment beyond the largest packet, or beyond the last one, is refused")
  func beyond() throws {
    let (recorder, report) = try CaptureBytes.read(
      link: 101,
      [
        Packets.ipv4(offset: 65_528, moreFollow: true, Array(repeating: 1, count: 16)),
        Self.piece(48..<64, v6: false), Packets.ipv4(offset: 64, moreFollow: true, Array(repeating: 1, count: 16)),
        Self.piece(0..<48, v6: false),
      ]
    )
    #expect(recorder.datagrams.count == 1)
    #expect(
      report.findings.all.map(\.message) == ["2 IP fragments skipped: beyond the end of its datagram, first frame 1"]
    )
  }

  @Test("a fragment cut off by the snap length is told as such")
  func cutOff() throws {
    var capture = CaptureBytes(link: 101)
    capture.add(Self.piece(0..<24, v6: false), captured: 30)
    let (recorder, report) = try capture.read()
    #expect(recorder.datagrams.isEmpty)
    #expect(report.findings.all.first?.message.contains("snap length") == true)
  }
}
