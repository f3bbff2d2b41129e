import Capture
import Diagnostics
import Dialog
import Wire

extension CaptureSet {
  /// Hands the packets of media to `receiver`: from the tape, or else in one reading of the frames where they are.
  ///
  /// Throws `Failure` (`capture`) when it can't be read.
  func play(
    _ tape: MediaTape?,
    orRead frames: ClosedRange<FrameNumber>?,
    to receiver: some TrafficReceiver
  ) throws(Failure) {
    if let tape {
      tape.play(to: receiver)
    } else if let frames {
      _ = try read(frames: frames, into: receiver)
    }
  }
}
