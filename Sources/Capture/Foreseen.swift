internal import Wire

/// A datagram that a lookout has seen before its turn.
struct Foreseen {
  /// Which frame of its load brought it.
  let position: Int
  let arrival: Arrival
  /// Where its payload stands in the load.
  let payload: Range<Int>
  /// How many bytes of the payload the capture cut off.
  let missing: Int
  /// What the lookout remembers it by.
  let number: Int
}
