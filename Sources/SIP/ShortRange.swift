import Wire

/// Where some bytes stand inside a message, in half the room of a `ByteRange`: of every message several are remembered.
///
/// No message has 4 GiB.
struct ShortRange: Sendable {
  private let start: UInt32
  private let count: UInt32

  init(_ range: ByteRange) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    count = UInt32(truncatingIfNeeded: range.count)
  }

  var range: ByteRange { Int(start)..<Int(start) &+ Int(count) }
}
