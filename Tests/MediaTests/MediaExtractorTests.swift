import Diagnostics
import Foundation
import Media
import Testing
import Wire

/// What a party sent, in a file that an engine plays.
@Suite struct MediaExtractorTests {
  private static let flow = "192.0.2.10:30000>198.51.100.20:40000"
  private static let back = "198.51.100.20:40000>192.0.2.10:30000"

  @Test func whatIsWrittenCanBeReadBack() throws {
    var extraction = try Extraction([Self.flow])
    for number in 0..<200 as Range<UInt8> { extraction.send([0x80, 0, 0, number], Self.flow) }
    let (count, findings) = try extraction.finish()
    #expect(count == 200 && findings.isEmpty)
    let packets = try Reel.read(extraction.path).packets
    #expect(packets.map(\.payload) == (0..<200 as Range<UInt8>).map { [0x80, 0, 0, $0] })
    #expect(packets.allSatisfy { $0.source == "192.0.2.10:30000" && $0.destination == "198.51.100.20:40000" })
  }

  @Test func whatIsWrittenInManyBatchesIsInOrder() throws {
    var extraction = try Extraction([Self.flow])
    let sent = (0..<1000).map { number in [UInt8(number >> 8), UInt8(number & 0xFF)] + Array(repeating: 7, count: 4000)
    }
    for payload in sent { extraction.send(payload, Self.flow) }
    #expect(try extraction.finish().count == 1000)
    #expect(try Reel.read(extraction.path).packets.map(\.payload) == sent)
  }

  @Test func timesAreKeptToTheMicrosecond() throws {
    let times: [Int64] = [
      0, 999, 1_000, 1_700_000_000_123_456_789, 1_700_000_000_999_999_999, 2_147_483_647_999_999_000,
    ]
    var extraction = try Extraction([Self.flow])
    for time in times { extraction.send([1], Self.flow, at: time) }
    _ = try extraction.finish()
    #expect(try Reel.read(extraction.path).packets.map(\.nanoseconds) == times.map { $0 / 1000 * 1000 })
  }

  @Test func onlyWhatThePartySentIsInIt() throws {
    var extraction = try Extraction([Self.flow])
    extraction.send([1], Self.flow)
    extraction.send([2], Self.back)
    extraction.send([3], "192.0.2.10:30002>198.51.100.20:40000")
    extraction.send([4], "192.0.2.10:30000>198.51.100.20:40002")
    #expect(try extraction.finish().count == 1)
    #expect(try Reel.read(extraction.path).packets.map(\.payload) == [[1]])
  }

  @Test func aStreamThatMovedIsPlayedToOnePlace() throws {
    let moved = "192.0.2.11:31000>198.51.100.21:41000"
    var extraction = try Extraction([Self.flow, moved])
    extraction.send([1], Self.flow)
    extraction.send([2], moved)
    #expect(try extraction.finish().count == 2)
    let packets = try Reel.read(extraction.path).packets
    #expect(Set(packets.map { $0.source + ">" + $0.destination }) == [Self.flow])
    #expect(packets.map(\.payload) == [[1], [2]])
  }

  @Test func framesOutsideOfAFlowAreNotItsOwn() throws {
    var extraction = try Extraction([Self.flow])
    #expect(extraction.frames == 1...1000)
    for number in 0..<1003 { extraction.send([UInt8(number % 250)], Self.flow) }
    #expect(try extraction.finish().count == 1000)
  }

  @Test func whatTheCaptureCutIsLeftOut() throws {
    var extraction = try Extraction([Self.flow])
    extraction.send([1, 2, 3], Self.flow, missing: 10)
    extraction.send([4], Self.flow)
    extraction.send([5], Self.flow, missing: 1)
    let (count, findings) = try extraction.finish()
    #expect(count == 1)
    #expect(
      findings.map(\.description) == [
        "call.pcap: warning: [cut-media] 2 packets for caller_rtp.pcap were cut by the capture and are left out (record with 'tcpdump -s 0')"
      ]
    )
  }

  @Test func whatTheEngineCantPlayIsLeftOut() throws {
    var extraction = try Extraction([Self.flow], largestDatagram: 100)
    extraction.send(Array(repeating: 1, count: 100), Self.flow)
    extraction.send(Array(repeating: 2, count: 101), Self.flow)
    let (count, findings) = try extraction.finish()
    #expect(count == 1 && findings.map(\.code) == ["oversize-media"])
    #expect(try Reel.read(extraction.path).packets.map(\.payload.count) == [100])
  }

  @Test(
    arguments: [
      flow, "[2001:db8:a::10]:30000>[2001:db8:b::20]:40000", "0.0.0.1:1>255.255.255.255:65535", "[::1]:1>[::2]:65535",
    ],
    [0, 1, 2, 3, 172, 173, 1400, 65_507]
  )
  func checksumsAreRight(_ flow: String, _ size: Int) throws {
    var extraction = try Extraction([flow])
    extraction.send((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }, flow)
    extraction.send(Array(repeating: 0xFF, count: size), flow)
    extraction.send(Array(repeating: 0, count: size), flow)
    _ = try extraction.finish()
    let frames = Frame.all(in: Array(try Data(contentsOf: URL(fileURLWithPath: extraction.path))))
    #expect(frames.count == 3)
    for frame in frames {
      #expect(frame.ipSum == 0xFFFF)
      #expect(frame.udpSum == 0xFFFF && frame.udpChecksum != 0)
    }
  }

  @Test func aSumOfZeroIsSentAsAllOnes() throws {
    func checksum(of payload: [UInt8]) throws -> Int? {
      var extraction = try Extraction([Self.flow])
      extraction.send(payload, Self.flow)
      _ = try extraction.finish()
      return Frame.all(in: Array(try Data(contentsOf: URL(fileURLWithPath: extraction.path)))).first?.udpChecksum
    }
    // The checksum of a packet, put in place of two zeros, makes the sum of its words all ones.
    let open = try #require(try checksum(of: [0, 0]))
    #expect(try checksum(of: [UInt8(open >> 8), UInt8(open & 0xFF)]) == 0xFFFF)
  }

  @Test func theSamePacketsGiveTheSameFile() throws {
    func file() throws -> Data {
      var extraction = try Extraction([Self.flow])
      for number in 0..<100 as Range<UInt8> { extraction.send([number], Self.flow) }
      _ = try extraction.finish()
      return try Data(contentsOf: URL(fileURLWithPath: extraction.path))
    }
    #expect(try file() == file())
  }

  @Test func aFileThatIsThereIsNotTouched() throws {
    let folder = try Folder()
    let extraction = try Extraction([Self.flow])
    let path = folder.path("there.pcap")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    let extractor = MediaExtractor(largestDatagram: nil)
    let failure = #expect(throws: Failure.self) { try extractor.add(extraction.file, path: path) }
    #expect(failure?.cause == .refused && failure?.findings.all.map(\.code) == ["cannot-write"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
  }
}
