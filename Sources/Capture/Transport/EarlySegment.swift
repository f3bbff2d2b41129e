internal import Wire

/// A copy of a segment that came before its turn.
struct EarlySegment {
  let sequence: UInt32
  let frame: FrameNumber
  private let bytes: [UInt8]
  private let missing: Int
  private let isLast: Bool
  private let time: CaptureTime

  init(_ segment: Segment) {
    sequence = segment.sequence
    frame = segment.frame
    bytes = segment.payload.copied()
    missing = segment.missing
    isLast = segment.isLast
    time = segment.time
  }

  /// How many sequence numbers it takes.
  var span: Int { bytes.count + missing + (isLast ? 1 : 0) }

  /// What it takes in memory, in bytes.
  var cost: Int { bytes.count + 128 }

  /// Lends the segment; it must not outlive `body`.
  func withSegment(_ body: (Segment) -> Void) {
    bytes.withOctets { payload in
      body(
        Segment(sequence: sequence, payload: payload, missing: missing, isLast: isLast, time: time, frame: frame)
      )
    }
  }
}
