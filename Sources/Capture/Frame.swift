internal import Wire

/// What a file says of a frame, beside its bytes.
struct Frame: BitwiseCopyable {
  let time: CaptureTime
  // One goes with every frame from thread to thread, and files have 32 bits for each of these.
  private let wireLength: UInt32
  private let capturedLength: UInt32
  /// The number of its link layer, as files write it (`LINKTYPE_`).
  let linkNumber: Int32
  /// Which header it begins with; nil when its link layer can't be decoded.
  let header: Header?

  /// - Parameters:
  ///   - time: when it was captured.
  ///   - length: how many bytes it had on the wire.
  ///   - captured: how many of them are in the file.
  ///   - linkNumber: the number of its link layer.
  ///   - header: which header it begins with.
  @inline(__always)
  init(time: CaptureTime, length: UInt32, captured: UInt32, linkNumber: Int32, header: Header?) {
    self.time = time
    wireLength = length
    capturedLength = captured
    self.linkNumber = linkNumber
    self.header = header
  }

  /// How many bytes it had on the wire.
  var length: Int { Int(wireLength) }

  /// How many of them are in the file.
  var captured: Int { Int(capturedLength) }
}
