/// How a call ended, as far as the capture tells.
package enum Outcome: Hashable, Sendable {
  /// A 2xx to the request that began it.
  case answered
  /// A CANCEL, and no 2xx after it.
  case cancelled
  /// A final response of 400 or more (a challenge that was never met included).
  case rejected(Int)
  /// A 3xx that was not followed up on the same Call-ID.
  case redirected(Int)
  /// No final response was captured.
  case unfinished
}

extension Outcome: CustomStringConvertible {
  /// `answered`, `rejected 486`.
  package var description: String {
    switch self {
    case .answered: "answered"
    case .cancelled: "cancelled"
    case .rejected(let status): "rejected \(status)"
    case .redirected(let status): "redirected \(status)"
    case .unfinished: "unfinished"
    }
  }
}

extension Outcome: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.last.flatMap(Int.init)) {
    case ("answered", _): self = .answered
    case ("cancelled", _): self = .cancelled
    case ("unfinished", _): self = .unfinished
    case ("rejected", let status?): self = .rejected(status)
    case ("redirected", let status?): self = .redirected(status)
    default:
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not an outcome")
      )
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Follows a call message by message to its outcome, without keeping a message.
struct OutcomeTracker {
  private(set) var outcome = Outcome.unfinished
  private var isCancelled = false

  /// Takes the next message of the call.
  ///
  /// - Parameters:
  ///   - method: of the request; of a response the one in its CSeq.
  ///   - status: of a response, nil for a request.
  ///   - opening: the method of the request that began the call.
  mutating func follow(method: String, status: Int?, opening: String) {
    guard outcome != .answered else { return }
    guard let status else {
      if method == "CANCEL" {
        isCancelled = true
        if outcome == .unfinished { outcome = .cancelled }
      }
      return
    }
    guard method == opening, status >= 200 else { return }
    switch status {
    case ..<300: outcome = .answered
    case ..<400: outcome = .redirected(status)
    default: outcome = isCancelled && status == 487 ? .cancelled : .rejected(status)
    }
  }
}
