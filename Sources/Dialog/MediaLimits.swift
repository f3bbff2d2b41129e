import Diagnostics
import Wire

/// What is too much to be media, and how often a capture had it.
struct MediaLimits {
  /// More m= lines than this in one call are not followed.
  static let mostLines = 1024
  /// More flows than this in one stream are no media but somebody's scan of ports.
  static let mostFlows = 64
  /// M= lines of more kinds of media than this are not followed.
  static let mostKinds = 256
  /// What calls and streams have beyond the ordinary comes out of one pot for the whole capture, or memory would grow
  /// with what messages say, and not with the number of calls: so many m= lines, endpoints and flows each.
  static let mostSpare = 65_536

  /// Which limit was met.
  enum Limit: CaseIterable {
    case lines, spareLines, kinds, spareEndpoints, sharing, flows, spareFlows

    fileprivate var text: String {
      switch self {
      case .lines: "m= lines are not followed: their calls have more than \(mostLines) each"
      case .spareLines: "m= lines are not followed: \(mostSpare) are, beyond \(Quota.lines.own) of each call"
      case .kinds: "m= lines are not followed: there are more than \(mostKinds) kinds of media"
      case .spareEndpoints:
        "m= lines are not followed where they are: \(mostSpare) endpoints are, beyond \(Quota.endpoints.own) of each call"
      case .sharing: "m= lines are not followed where they are: too many announce the same endpoint"
      case .flows: "packets are not counted: their streams have more than \(mostFlows) pairs of endpoints each"
      case .spareFlows:
        "packets are not counted: \(mostSpare) pairs of endpoints are, beyond \(Quota.flows.own) of each stream"
      }
    }
  }

  /// How many of something a call or a stream may have.
  struct Quota {
    /// So many in any case.
    fileprivate let own: Int
    /// Not more than these, even when the pot holds more; with what is told then.
    fileprivate let most: (count: Int, limit: Limit)?
    /// What is told when the pot is empty.
    fileprivate let spare: Limit

    /// M= lines of a call.
    static let lines = Quota(own: 16, most: (mostLines, .lines), spare: .spareLines)
    /// Endpoints that a call announces.
    static let endpoints = Quota(own: 64, most: nil, spare: .spareEndpoints)
    /// Flows of a stream.
    static let flows = Quota(own: 8, most: (mostFlows, .flows), spare: .spareFlows)
  }

  private var met: [Limit: (count: Int, first: FrameNumber)] = [:]
  /// How much was taken out of each pot.
  private var taken: [Limit: Int] = [:]

  /// Whether whoever has `count` already may have one more; counts those who may not.
  mutating func admits(_ quota: Quota, behind count: Int, frame: FrameNumber) -> Bool {
    if count < quota.own { return true }
    if let most = quota.most, count >= most.count {
      self.count(most.limit, frame: frame)
      return false
    }
    guard taken[quota.spare, default: 0] < Self.mostSpare else {
      self.count(quota.spare, frame: frame)
      return false
    }
    taken[quota.spare, default: 0] += 1
    return true
  }

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
