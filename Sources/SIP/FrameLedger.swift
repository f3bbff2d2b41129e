import Wire

/// Remembers which frame brought which bytes of a stream.
struct FrameLedger {
  private struct Entry {
    /// The end of the frame's bytes, counted from the first byte of the stream.
    let end: Int
    let frame: FrameNumber
    let time: CaptureTime
  }

  private var entries: [Entry] = []
  /// The first entry that holds bytes which were not taken.
  private var first = 0
  /// How many bytes were taken or dropped so far.
  private var position = 0

  /// What it takes in memory, in bytes.
  var held: Int { entries.capacity * MemoryLayout<Entry>.stride }

  /// Notes that `frame` brought the next `count` bytes.
  mutating func append(_ count: Int, frame: FrameNumber, time: CaptureTime) {
    entries.append(Entry(end: (entries.last?.end ?? position) + count, frame: frame, time: time))
  }

  /// Leaves out the next `count` bytes.
  mutating func drop(_ count: Int) {
    position += count
    while first < entries.count, entries[first].end <= position { first += 1 }
    if first == entries.count {
      entries = []
      first = 0
    } else if first > entries.count / 2 {
      entries = Array(entries[first...])
      first = 0
    }
  }

  /// The frames that brought the next `count` bytes, each once, and when the last of them came.
  mutating func take(_ count: Int) -> (frames: [FrameNumber], time: CaptureTime) {
    var frames: [FrameNumber] = []
    var time = CaptureTime(nanoseconds: 0)
    var index = first
    while index < entries.count {
      if frames.last != entries[index].frame { frames.append(entries[index].frame) }
      time = entries[index].time
      if entries[index].end >= position + count { break }
      index += 1
    }
    drop(count)
    return (frames, time)
  }
}
