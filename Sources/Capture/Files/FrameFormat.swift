/// How a file holds frames.
///
/// It is a value: a copy of it, and the offset at which it was taken, are all it takes to go on reading from there.
protocol FrameFormat: Sendable {
  /// Finds the next frame, and moves the front of `window` to its record, which is at hand as a whole then.
  ///
  /// - Returns: nil at the end of the file.
  ///
  /// Throws `Damage` when there should be more, but can't be.
  mutating func next(in window: inout ByteWindow) throws(Damage) -> FrameRecord?
}

extension ByteWindow {
  /// Why `count` bytes of `what` are not at hand: the source broke, or the file ends too early.
  func shortage(of count: Int, in what: String) -> Damage {
    damage ?? Damage(.cutOff, "\(held) of the \(count) bytes of \(what) are there")
  }

  /// Why the file ends here; nil when it does so properly.
  func ending(in what: String, of count: Int) -> Damage? {
    damage ?? (held > 0 ? shortage(of: count, in: what) : nil)
  }
}
