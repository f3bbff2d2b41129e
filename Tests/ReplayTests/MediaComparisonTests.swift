import Dialog
import Foundation
@testable import Replay
import Testing
import Wire

/// Packets are held against those of the capture one by one.
@Suite struct MediaComparisonTests {
  private static func track(_ packets: [PacketTrack.Packet]) -> PacketTrack {
    PacketTrack(sender: .caller, line: 1, kind: "audio", packets: packets)
  }

  /// Sixty packets, 20 ms apart, from the time `start` (ms).
  private static func packets(from start: Int64) -> [PacketTrack.Packet] {
    (0..<60).map { index in
      PacketTrack.Packet(
        content: UInt64(index * 7919),
        time: CaptureTime(nanoseconds: (start + Int64(index) * 20) * 1_000_000),
        frame: index + 10
      )
    }
  }

  @Test func `the same packets are true, whenever they begin`() {
    let comparison = MediaComparison(
      Self.track(Self.packets(from: 0)),
      Self.track(Self.packets(from: 90_000)),
      tolerance: 0
    )
    #expect(comparison.differences.isEmpty)
    #expect(comparison.largest == 0)
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5])
  func `what is not as captured is told`(_ damage: Int) throws {
    let captured = Self.packets(from: 0)
    var spoilt = captured
    let place: Int
    switch damage {
    case 0:
      spoilt.removeLast()
      place = 60
    case 1:
      spoilt.removeFirst()
      place = 1
    case 2:
      spoilt.append(spoilt[59])
      place = 61
    case 3:
      spoilt[59] = PacketTrack.Packet(content: 1, time: spoilt[59].time, frame: 1)
      place = 60
    case 4:
      spoilt.swapAt(7, 8)
      place = 8
    default:
      spoilt = []
      place = 1
    }
    let differences = MediaComparison(Self.track(captured), Self.track(spoilt), tolerance: 1_000_000).differences
    #expect(differences.map(\.kind) == [.media])
    #expect(
      differences.first?.text
        == "the caller's audio: 60 packets captured, \(spoilt.count) replayed, packet \(place) differs"
    )
    #expect(differences.first?.capturedFrame == (place <= 60 ? place + 9 : nil))
  }

  @Test func `a late packet is told with its frame`() {
    var late = Self.packets(from: 0)
    late[30] = PacketTrack.Packet(
      content: late[30].content,
      time: CaptureTime(nanoseconds: late[30].time.nanoseconds + 300_000_000),
      frame: 77
    )
    let comparison = MediaComparison(Self.track(Self.packets(from: 0)), Self.track(late), tolerance: 250_000)
    #expect(comparison.largest == 300_000)
    #expect(comparison.differences.map(\.text) == ["the caller's audio: packet 31 comes 300 ms too late"])
    #expect(comparison.differences.first?.capturedFrame == 40)
    #expect(comparison.differences.first?.replayedFrame == 77)
    let patient = MediaComparison(Self.track(Self.packets(from: 0)), Self.track(late), tolerance: 300_000)
    #expect(patient.differences.isEmpty)
  }

  @Test func `a stream that nobody replayed is told`() {
    let comparison = MediaComparison(Self.track(Self.packets(from: 0)), nil, tolerance: 0)
    #expect(comparison.differences.map(\.kind) == [.media])
  }
}
