import Dialog
import Scenario
import Wire

/// Holds what one party sent for one m= line against what was captured.
struct MediaComparison: Sendable {
  private(set) var differences: [Difference] = []
  let captured: PacketTrack
  let replayed: PacketTrack?
  /// The most that a packet came too early or too late, measured from the first one, in microseconds.
  private(set) var largest = 0

  /// - Parameters:
  ///   - captured: the packets of the capture.
  ///   - replayed: those of the replay; nil when it has none.
  ///   - tolerance: how much later or earlier is still in time, in microseconds.
  init(_ captured: PacketTrack, _ replayed: PacketTrack?, tolerance: Int) {
    self.captured = captured
    self.replayed = replayed
    let (before, after) = (captured.packets, replayed?.packets ?? [])
    compareContent(before, after)
    if differences.isEmpty { compareTimes(before, after, tolerance) }
  }

  private mutating func compareContent(_ before: [PacketTrack.Packet], _ after: [PacketTrack.Packet]) {
    let place = zip(before, after).prefix { $0.content == $1.content }.count
    guard place < before.count || place < after.count else { return }
    differences.append(
      Difference(
        .media,
        "\(captured.name): \(before.count) packets captured, \(after.count) replayed, packet \(place + 1) differs",
        capturedFrame: place < before.count ? before[place].frame : nil,
        replayedFrame: place < after.count ? after[place].frame : nil
      )
    )
  }

  private mutating func compareTimes(
    _ before: [PacketTrack.Packet],
    _ after: [PacketTrack.Packet],
    _ tolerance: Int
  ) {
    guard let start = before.first?.time, let begin = after.first?.time else { return }
    var worst: Int?
    for (index, (packet, copy)) in zip(before, after).enumerated() {
      let late = Int((copy.time.nanoseconds - begin.nanoseconds - (packet.time.nanoseconds - start.nanoseconds)) / 1000)
      if abs(late) > abs(largest) {
        largest = late
        worst = index
      }
    }
    guard let worst, abs(largest) > tolerance else { return }
    differences.append(
      Difference(
        .timing,
        "\(captured.name): packet \(worst + 1) comes \(Duration.microseconds(abs(largest)).milliseconds) ms too "
          + (largest > 0 ? "late" : "early"),
        capturedFrame: before[worst].frame,
        replayedFrame: after[worst].frame
      )
    )
  }
}
