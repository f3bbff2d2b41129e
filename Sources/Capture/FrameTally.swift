internal import Wire

/// Counts frames as they are read, and keeps the earliest and latest time of those that are wanted.
struct FrameTally {
  private let frames: ClosedRange<FrameNumber>
  /// How many frames were read so far.
  private(set) var read: FrameNumber = 0
  /// How many of them are wanted.
  private(set) var wanted = 0
  private(set) var first: CaptureTime?
  private(set) var last: CaptureTime?

  init(of frames: ClosedRange<FrameNumber>) {
    self.frames = frames
  }

  /// Passes over the next frame, which nobody wants.
  @inline(__always)
  mutating func skip() {
    read += 1
  }

  /// Counts the next frame.
  @inline(__always)
  mutating func count(_ time: CaptureTime) {
    read += 1
    guard frames.contains(read) else { return }
    wanted += 1
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }
}
