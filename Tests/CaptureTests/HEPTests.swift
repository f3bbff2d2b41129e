import Capture
import Diagnostics
import Testing
import Wire

/// HEP (Homer's encapsulation), from messages that are made here: chunks, lengths that lie, streams in pieces.
struct HEPTests {
  private static let text = "OPTIONS sip:a@b SIP/2.0\r\n\r\n"

  private static func chunk(_ type: Int, _ content: [UInt8], vendor: Int = 0) -> [UInt8] {
    Packets.big16(vendor) + Packets.big16(type) + Packets.big16(6 + content.count) + content
  }

  private static func hep(_ chunks: [UInt8]) -> [UInt8] {
    Array("HEP3".utf8) + Packets.big16(6 + chunks.count) + chunks
  }

  private static let ports = chunk(7, Packets.big16(5060)) + chunk(8, Packets.big16(5080))
  private static let v4 = chunk(1, [2]) + chunk(2, [17]) + chunk(3, Packets.alice) + chunk(4, Packets.bob) + ports
  private static let v6 = chunk(1, [10]) + chunk(2, [6]) + chunk(5, Packets.alice6) + chunk(6, Packets.bob6) + ports
  private static let time = chunk(9, Packets.big32(1_700_000_000)) + chunk(10, Packets.big32(250_000))
  private static let kind = chunk(11, [1]) + chunk(12, Packets.big32(2001))
  private static let body = chunk(15, Array(text.utf8))

  private func read(_ messages: [[UInt8]]) throws -> (recorder: Recorder, report: CaptureReport) {
    try CaptureBytes.read(link: 101, messages.map { Packets.ipv4(Packets.udp(from: 40_000, to: 9060, $0)) })
  }

  @Test("what a message tells", arguments: [(v4, "192.0.2.1:5060", Transport.udp), (v6, "[2001:db8::1]:5060", .tcp)])
  func facts(addresses: [UInt8], source: String, transport: Transport) throws {
    // What a vendor adds says nothing, whatever its number is.
    let odd = Self.chunk(7, Packets.big16(9), vendor: 3) + Self.chunk(32, [1, 2, 3])
    let (recorder, report) = try read([Self.hep(addresses + odd + Self.time + Self.kind + Self.body)])
    let datagram = try #require(recorder.datagrams.first)
    #expect(datagram.payload == Array(Self.text.utf8))
    #expect(datagram.arrival.source.description == source)
    #expect(datagram.arrival.destination.port == 5080)
    #expect(datagram.arrival.transport == transport)
    #expect(datagram.arrival.time.nanoseconds == 1_700_000_000_250_000_000)
    #expect(datagram.arrival.frame == 1)
    #expect(report.findings.all.isEmpty)
  }

  @Test("without a time of its own it has that of its frame; reports that are no SIP are passed over")
  func others() throws {
    let rtcp = Self.chunk(11, [5]) + Self.body
    let (recorder, report) = try read([Self.hep(Self.v4 + Self.body), Self.hep(Self.v4 + rtcp)])
    #expect(recorder.datagrams.map { $0.arrival.time.nanoseconds } == [1_000_000_000])
    #expect(report.findings.all.isEmpty)
  }

  @Test(
    "what is missing, compressed or too long is told",
    arguments: [
      (hep(v4), "bad-packet"), (hep(ports + body), "bad-packet"),
      (hep(v4 + chunk(16, [1])), "unsupported-protocol"),
      (hep(v4 + [0, 0, 0, 15, 0, 5]), "bad-packet"), (hep(v4 + [0, 0, 0, 15, 0xFF, 0xFF, 1]), "bad-packet"),
    ]
  )
  func told(bytes: [UInt8], code: String) throws {
    let (recorder, report) = try read([bytes])
    #expect(recorder.datagrams.isEmpty)
    #expect(report.codes == [code])
  }

  @Test("a datagram that only begins like one is a datagram")
  func lookalike() throws {
    let short = Array("HEP3".utf8) + Packets.big16(400) + Self.v4
    let (recorder, _) = try read([short, Array("HEP3".utf8), Array("HEP".utf8)])
    #expect(recorder.datagrams.map(\.payload) == [short, Array("HEP3".utf8), Array("HEP".utf8)])
  }

  /// A stream of messages in segments of `size` bytes, those of `lost` not captured.
  private func stream(_ messages: [[UInt8]], size: Int, lost: Set<Int> = []) throws -> (Recorder, CaptureReport) {
    let bytes = messages.flatMap { $0 }
    var frames = [Packets.ipv4(carrying: 6, Packets.tcp(from: 40_000, to: 9060, "S", sequence: 999, []))]
    for (index, start) in stride(from: 0, to: bytes.count, by: size).enumerated() where !lost.contains(index) {
      let piece = Array(bytes[start..<min(bytes.count, start + size)])
      let segment = Packets.tcp(from: 40_000, to: 9060, sequence: 1000 + UInt32(start), piece)
      frames.append(Packets.ipv4(carrying: 6, segment))
    }
    let (recorder, report) = try CaptureBytes.read(link: 101, frames)
    return (recorder, report)
  }

  @Test("on TCP, in segments of any size", arguments: [6, 7, 50, 100, 107, 500, 10_000])
  func segments(size: Int) throws {
    let one = Self.hep(Self.v4 + Self.time + Self.kind + Self.body)
    let (recorder, report) = try stream(Array(repeating: one, count: 5), size: size)
    #expect(recorder.datagrams.map(\.payload) == Array(repeating: Array(Self.text.utf8), count: 5))
    #expect(recorder.datagrams.allSatisfy { $0.arrival.source.description == "192.0.2.1:5060" })
    #expect(recorder.pieces.isEmpty && report.findings.all.isEmpty)
  }

  @Test("on TCP, behind a gap reading goes on where a segment begins with a message")
  func gap() throws {
    let one = Self.hep(Self.v4 + Self.time + Self.kind + Self.body)
    let (recorder, report) = try stream(Array(repeating: one, count: 6), size: one.count, lost: [2])
    #expect(recorder.datagrams.count == 5)
    #expect(report.codes == ["tcp-gap"])
    // Half of the second message, and what follows it in the same segment, are lost with the gap.
    let (half, told) = try stream(Array(repeating: one, count: 6), size: one.count / 2, lost: [2])
    #expect(half.datagrams.count == 4 || half.datagrams.count == 5)
    #expect(told.codes.contains("tcp-gap"))
  }

  @Test("on TCP, a length that lies is told, and what follows is read")
  func brokenStream() throws {
    let one = Self.hep(Self.v4 + Self.time + Self.kind + Self.body)
    let broken = Array("HEP3".utf8) + [0, 3] + Array(repeating: 7, count: one.count - 6)
    let (recorder, report) = try stream([one, broken, one], size: one.count)
    #expect(recorder.datagrams.count == 2)
    #expect(report.codes == ["bad-packet"])
  }
}
