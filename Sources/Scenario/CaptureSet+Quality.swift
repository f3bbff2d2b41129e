import Capture
import Diagnostics
import Dialog
import Media

extension CaptureSet {
  /// The calls with loss and jitter of their media: from the tape, or else in one reading of the frames where that is.
  ///
  /// Throws `Failure` (`capture`) when it can't be read.
  func measured(_ calls: [Call], from tape: MediaTape?) throws(Failure) -> [Call] {
    let meter = QualityMeter()
    for call in calls { meter.add(call) }
    try play(tape, orRead: meter.frames, to: meter)
    return meter.measured
  }
}
