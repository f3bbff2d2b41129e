internal import Diagnostics
internal import Wire

/// The frames of several files in the order of their times; those of one file stay in the order of the file.
///
/// A file is open only from its first frame to its last, so a ring of a thousand files that follow one another takes the
/// memory of one or two.
struct FrameMerge {
  private struct Entry {
    let file: CaptureFile
    var lane: (any FrameLane)?
    /// The time of its next frame.
    var time: CaptureTime
  }

  /// How a file ended: how many frames it gave, and why there were no more.
  struct Ending {
    let file: CaptureFile
    let frames: FrameNumber
    let damage: Damage
  }

  /// How much of all files may be in memory, when there are many.
  private static let memory = 16 << 20
  /// The buffer of one file: as large as what is read at once without a loss of speed.
  private static let bufferSizes = (least: 1 << 16, most: 1 << 18)

  private var entries: [Entry]
  private let bufferSize: Int
  /// The files that break off.
  private(set) var broken: [Ending] = []

  init(_ files: [CaptureFile]) {
    let share = Self.memory / max(1, files.count)
    bufferSize = max(Self.bufferSizes.least, min(Self.bufferSizes.most, share))
    // What holds no frame comes first, to see why.
    entries = files.map { Entry(file: $0, lane: nil, time: $0.firstTime ?? CaptureTime(nanoseconds: 0)) }
  }

  /// The file whose frame is next, and up to which time its frames come before those of all others; nil at the end.
  ///
  /// Frames of one time come in the order in which the files were named.
  mutating func next() throws(Failure) -> (lane: any FrameLane, file: CaptureFile, limit: CaptureTime)? {
    while let first = entries.indices.min(by: { entries[$0].time < entries[$1].time }) {
      let lane: any FrameLane
      if let open = entries[first].lane {
        lane = open
      } else {
        lane = try entries[first].file.lane(bufferSize: bufferSize)
      }
      if let time = lane.time {
        entries[first].lane = lane
        return (lane, entries[first].file, limit(behind: first, at: time))
      }
      if let damage = lane.damage {
        broken.append(Ending(file: entries[first].file, frames: lane.delivered, damage: damage))
      }
      entries.remove(at: first)
    }
    return nil
  }

  /// Takes note of where `lane` stands now.
  mutating func update(_ lane: any FrameLane) {
    guard let index = entries.firstIndex(where: { $0.lane === lane }) else { return }
    // At its end it is asked once more, and leaves.
    if let time = lane.time { entries[index].time = time }
  }

  private func limit(behind first: Int, at time: CaptureTime) -> CaptureTime {
    var limit = CaptureTime(nanoseconds: .max)
    for (index, entry) in entries.enumerated() where index != first {
      let bound = index > first ? entry.time.nanoseconds : max(0, entry.time.nanoseconds - 1)
      limit = min(limit, CaptureTime(nanoseconds: bound))
    }
    return limit
  }
}
