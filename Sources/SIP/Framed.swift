package import Wire

/// One message that a `StreamFramer` cut out of a stream.
package struct Framed: Sendable {
  /// The message from its start line to the end of its body.
  package let bytes: [UInt8]
  /// The frames that hold a part of it, in the order of the stream, each once.
  package let frames: [FrameNumber]
  /// When its last part came.
  package let time: CaptureTime
  /// What was not in order on the way; their offsets count from the first byte of the message.
  package let remarks: [Remark]
}
