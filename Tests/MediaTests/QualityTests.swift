import Dialog
import Media
import Testing

/// Loss by sequence numbers (RFC 3550 appendix A.3) and interarrival jitter (appendix A.8), with sequences whose values are
/// known.
@Suite struct QualityTests {
  private struct Run: Sendable {
    let numbers: [UInt16]
    let received: Int
    let lost: Int

    init(_ numbers: [UInt16], received: Int, lost: Int) {
      self.numbers = numbers
      self.received = received
      self.lost = lost
    }
  }

  @Test(arguments: [
    Run([1, 2, 3, 4], received: 4, lost: 0),
    Run([1, 2, 5, 6], received: 4, lost: 2),
    // Around the end of 16 bits, whole and with a hole in it.
    Run([65534, 65535, 0, 1], received: 4, lost: 0),
    Run([65534, 1, 2], received: 3, lost: 2),
    // What was overtaken is not lost.
    Run([1, 3, 2, 4], received: 4, lost: 0),
    Run([65534, 0, 65535, 1], received: 4, lost: 0),
    // What comes twice makes up for one that is lost, as in reports of RTCP.
    Run([1, 2, 2, 4], received: 4, lost: 0),
    // The largest gap that is one.
    Run([1, 3000], received: 2, lost: 2998),
    // A source that began anew has lost nothing in between.
    Run([100, 101, 50_000, 50_001, 50_003], received: 5, lost: 1),
    Run([100, 101, 65535, 0, 1], received: 5, lost: 0),
    // A number far off that no other follows is no packet of the source.
    Run([100, 101, 40_000, 102], received: 3, lost: 0),
  ])
  private func loss(of run: Run) throws {
    var reading = try QualityReading(codecs: [0: "PCMU/8000"])
    for (index, number) in run.numbers.enumerated() { reading.send(number, timestamp: 0, at: index * 200) }
    let quality = try #require(reading.quality)
    #expect(quality.received == run.received)
    #expect(quality.lost == run.lost)
    #expect(quality.expected == run.received + run.lost)
  }

  @Test func manyWrapsAreCounted() throws {
    var reading = try QualityReading(codecs: [0: "PCMU/8000"], frames: 1_000_000)
    // Every tenth packet is missing.
    for number in 0..<200_000 where number % 10 != 5 {
      reading.send(UInt16(truncatingIfNeeded: number), timestamp: UInt32(number * 160), at: number * 20)
    }
    let quality = try #require(reading.quality)
    #expect(quality.expected == 200_000)
    #expect(quality.lost == 20_000)
    #expect(quality.jitter == 0)
  }

  @Test func jitterIsThatOfTheStandard() throws {
    var reading = try QualityReading(codecs: [0: "PCMU/8000"])
    // The third packet is 16 ms late: the differences are 0, 16, 16 ms, and J becomes 0, 1, 1 + 15/16 ms.
    for (index, at) in [0, 20, 56, 60].enumerated() {
      reading.send(UInt16(index), timestamp: UInt32(index * 160), at: at)
    }
    let quality = try #require(reading.quality)
    #expect(quality.mostJitter == 1938)
    #expect(quality.jitter == 979)
  }

  @Test func aTimestampThatWrapsAroundIsNoJitter() throws {
    var reading = try QualityReading(codecs: [96: "H264/90000"])
    for index in 0..<5 {
      reading.send(UInt16(index), timestamp: .max - 3000 &+ UInt32(index) &* 1800, at: index * 20, type: 96)
    }
    #expect(try #require(reading.quality).mostJitter == 0)
  }

  @Test func aCodecWithoutClockRateHasLossButNoJitter() throws {
    var reading = try QualityReading(codecs: [96: "96"])
    for number in [1, 2, 4] as [UInt16] { reading.send(number, timestamp: 0, at: Int(number) * 20, type: 96) }
    let quality = try #require(reading.quality)
    #expect(quality.lost == 1)
    #expect(quality.jitter == nil)
  }

  @Test func keysAndOtherClocksAreNoJitter() throws {
    var reading = try QualityReading(codecs: [0: "PCMU/8000", 101: "telephone-event/8000", 111: "opus/48000"])
    for index in 0..<4 { reading.send(UInt16(index), timestamp: UInt32(index * 160), at: index * 20) }
    // All packets of a key bear the time of its beginning.
    for index in 4..<8 { reading.send(UInt16(index), timestamp: 640, at: index * 20, type: 101) }
    for index in 8..<12 { reading.send(UInt16(index), timestamp: UInt32(index * 160), at: index * 20) }
    for index in 12..<16 { reading.send(UInt16(index), timestamp: UInt32(index * 960), at: index * 20, type: 111) }
    let quality = try #require(reading.quality)
    #expect(quality.lost == 0)
    #expect(quality.mostJitter == 0)
  }

  @Test func eachSourceIsCountedForItself() throws {
    var reading = try QualityReading(codecs: [0: "PCMU/8000"])
    for index in 0..<4 {
      reading.send(UInt16(index), timestamp: UInt32(index * 160), at: index * 20, ssrc: 1)
      reading.send(UInt16(30_000 + 2 * index), timestamp: UInt32(9000 + index * 160), at: index * 20, ssrc: 2)
    }
    let quality = try #require(reading.quality)
    #expect(quality.expected == 4 + 7)
    #expect(quality.lost == 3)
    #expect(quality.mostJitter == 0)
  }

  @Test(arguments: [8, 9])
  func whatHasTooManySourcesIsNotMeasured(_ sources: Int) throws {
    var reading = try QualityReading(codecs: [0: "PCMU/8000"])
    for ssrc in 1...sources { reading.send(1, timestamp: 0, at: ssrc, ssrc: UInt32(ssrc)) }
    #expect(reading.quality?.expected == (sources == 8 ? 8 : nil))
  }

  @Test func onlyRTPBetweenTheFramesOfTheFlowIsMeasured() throws {
    var reading = try QualityReading(codecs: [0: "PCMU/8000"], frames: 5)
    reading.send(1, timestamp: 0, at: 0)
    reading.send(raw: [0x80, 200, 0, 1] + [UInt8](repeating: 7, count: 12), at: 10)
    reading.send(raw: [0, 1, 0, 0] + [UInt8](repeating: 1, count: 16), at: 15)
    reading.send(2, timestamp: 160, at: 20)
    // Captured at a second place.
    reading.send(2, timestamp: 160, at: 21)
    reading.send(100, timestamp: 320, at: 40)
    #expect(reading.quality?.received == 2)
    #expect(reading.quality?.lost == 0)
    #expect(reading.frames == 1...5)
  }

  @Test func aFaxIsNotMeasured() throws {
    let reading = try QualityReading(codecs: [:], rtpPackets: 0)
    #expect(reading.frames == nil)
    #expect(reading.quality == nil)
  }
}
