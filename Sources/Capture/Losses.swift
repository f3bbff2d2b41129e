internal import Diagnostics
internal import Wire

/// How often each cause of loss occurred, and where first.
struct Losses {
  private struct Tally {
    var count = 0
    var first: FrameNumber = 0
  }

  private let frames: ClosedRange<FrameNumber>
  private var tallies = Array(repeating: Tally(), count: Loss.allCases.count)

  /// Counts what is lost in `frames`; the rest is nobody's concern.
  init(in frames: ClosedRange<FrameNumber>) {
    self.frames = frames
  }

  mutating func count(_ loss: Loss, frame: FrameNumber) {
    guard frames.contains(frame) else { return }
    if tallies[loss.rawValue].count == 0 || frame < tallies[loss.rawValue].first {
      tallies[loss.rawValue].first = frame
    }
    tallies[loss.rawValue].count += 1
  }

  /// How often `loss` occurred.
  func count(of loss: Loss) -> Int { tallies[loss.rawValue].count }

  /// One warning for each cause, in the order in which `Loss` lists them.
  func findings(of path: String) -> Findings {
    var findings = Findings()
    for loss in Loss.allCases {
      let tally = tallies[loss.rawValue]
      guard tally.count > 0 else { continue }
      let place = tally.count > 1 ? ", first frame \(tally.first)" : ""
      findings.warning(
        loss.code,
        loss.message(count: tally.count) + place,
        at: Location(capture: path, frame: tally.first)
      )
    }
    return findings
  }
}
