internal import Wire

/// A TCP segment as it counts for the stream of its sender.
struct Segment {
  /// The sequence number of its first byte.
  let sequence: UInt32
  /// What was captured of its bytes.
  let payload: Octets
  /// How many more it had.
  let missing: Int
  /// Whether the sender says that this is the end (FIN).
  let isLast: Bool
  let time: CaptureTime
  let frame: FrameNumber

  /// How many bytes it carried on the wire.
  var length: Int { payload.count + missing }

  /// How many sequence numbers it takes: a FIN counts as one (RFC 9293 section 3.4).
  var span: Int { length + (isLast ? 1 : 0) }
}
