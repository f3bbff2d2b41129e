/// Where some bytes stand inside a message, in half the room of a `ByteRange`: of every message several are remembered.
///
/// No message has 4 GiB.
@frozen public struct ShortRange: BitwiseCopyable, Sendable {
  @usableFromInline let start: UInt32
  @usableFromInline let count: UInt32

  /// The same as `range`, which ends before 4 GiB.
  @inlinable public init(_ range: ByteRange) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    count = UInt32(truncatingIfNeeded: range.count)
  }

  /// The same with offsets as everybody has them.
  @inlinable public var range: ByteRange { Int(start)..<Int(start) &+ Int(count) }
}
