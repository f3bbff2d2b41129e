/// Where the bytes of a capture come from, piece by piece.
protocol ByteSource: AnyObject {
  /// Puts the next bytes into `room`, some of them at least.
  ///
  /// - Returns: how many; 0 at the end.
  ///
  /// Throws `Damage` when there is more but it can't be had.
  func read(into room: UnsafeMutableRawBufferPointer) throws(Damage) -> Int
}
