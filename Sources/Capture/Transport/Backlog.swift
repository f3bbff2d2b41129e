/// How much waits for a hole in front of it to be filled.
struct Backlog {
  private(set) var segments = 0
  /// What they take in memory, and what waits for the rest of a message.
  private(set) var bytes = 0

  var isEmpty: Bool { segments == 0 }

  mutating func add(_ segment: EarlySegment) {
    segments += 1
    bytes += segment.cost
  }

  mutating func remove(_ segment: EarlySegment) {
    segments -= 1
    bytes -= segment.cost
  }

  static func + (left: Backlog, right: Backlog) -> Backlog {
    Backlog(segments: left.segments + right.segments, bytes: left.bytes + right.bytes)
  }

  static func - (left: Backlog, right: Backlog) -> Backlog {
    Backlog(segments: left.segments - right.segments, bytes: left.bytes - right.bytes)
  }
}
