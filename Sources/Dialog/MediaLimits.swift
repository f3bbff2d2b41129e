import Diagnostics
import Wire

/// What is too much to be media, and how often a capture had it.
struct MediaLimits {
  /// More m= lines than this in one call are not followed.
  static let mostLines = 1024
  /// More flows than this in one stream are no media but somebody's scan of ports.
  static let mostFlows = 64

  /// Which limit was met.
  enum Limit: CaseIterable {
    case lines, sharing, flows

    fileprivate var text: String {
      switch self {
      case .lines: "m= lines are not followed: their calls have more than \(mostLines) each"
      case .sharing: "m= lines are not followed where they are: too many announce the same endpoint"
      case .flows: "packets are not counted: their streams have more than \(mostFlows) pairs of endpoints each"
      }
    }
  }

  private var met: [Limit: (count: Int, first: FrameNumber)] = [:]

  mutating func count(_ limit: Limit, frame: FrameNumber) {
    met[limit, default: (0, frame)].count += 1
  }

  /// One warning for each limit that was met.
  func tell(_ findings: inout Findings, capture: String) {
    for limit in Limit.allCases {
      guard let (count, first) = met[limit] else { continue }
      findings.warning(
        "media-limit",
        "\(count) \(limit.text); first frame \(first)",
        at: Location(capture: capture, frame: first)
      )
    }
  }
}
