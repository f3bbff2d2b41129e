package import Wire

/// Which calls of a list are meant: all that is asked must hold.
package struct CallFilter: Sendable {
  /// Part of the URI in From or To, or a pattern for all of it with `*` and `?`; case does not matter.
  package var from: String?
  package var to: String?
  /// The method that began the call.
  package var method: String?
  package var outcome: OutcomePattern?
  /// When the first message was captured.
  package var since: TimeMark?
  package var until: TimeMark?

  package init() {}

  /// Whether nothing is asked.
  package var isEmpty: Bool {
    from == nil && to == nil && method == nil && outcome == nil && since == nil && until == nil
  }

  /// The calls of a list that are meant.
  ///
  /// - Parameter calls: all calls of a capture: times may count from the first of them.
  package func matching(_ calls: CallSummaries) -> CallSummaries {
    if isEmpty { return calls }
    guard let start = calls.lazy.map(\.start).min() else { return calls }
    let bounds = (since?.time(in: start), until?.time(in: start))
    return calls.filtered { call in
      from.map { Self.matches(call.from, $0) } ?? true
        && to.map { Self.matches(call.to, $0) } ?? true
        && method.map { $0.lowercased() == call.method.lowercased() } ?? true
        && outcome.map { $0.matches(call.outcome) } ?? true
        && bounds.0.map { $0 <= call.start } ?? true
        && bounds.1.map { call.start <= $0 } ?? true
    }
  }

  private static func matches(_ uri: String, _ pattern: String) -> Bool {
    let (text, wanted) = (Array(uri.lowercased().utf8), Array(pattern.lowercased().utf8))
    let isPattern = wanted.contains(UInt8(ascii: "*")) || wanted.contains(UInt8(ascii: "?"))
    return glob(text, isPattern ? wanted : [UInt8(ascii: "*")] + wanted + [UInt8(ascii: "*")])
  }

  /// Goes back to the last star only, so it takes no more than the product of both lengths.
  private static func glob(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
    var (position, place) = (0, 0)
    var star: (place: Int, position: Int)?
    while position < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, position)
        place += 1
      } else if place < pattern.count, pattern[place] == text[position] || pattern[place] == UInt8(ascii: "?") {
        position += 1
        place += 1
      } else if let last = star {
        star = (last.place, last.position + 1)
        position = last.position + 1
        place = last.place + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

/// An outcome as a person asks for it: `answered`, `rejected`, `486`, `4xx`.
package struct OutcomePattern: Sendable {
  private let word: String
  /// The words that mean an outcome without its status.
  package static let words = ["answered", "cancelled", "rejected", "redirected", "unfinished"]

  /// Nil when `text` is no outcome.
  package init?(_ text: String) {
    word = text.lowercased()
    let bytes = Array(word.utf8)
    let isStatus =
      bytes.count == 3 && (0x33...0x36).contains(bytes[0])
      && bytes.dropFirst().allSatisfy { $0.isDigit || $0 == UInt8(ascii: "x") }
    guard isStatus || Self.words.contains(word) else { return nil }
  }

  func matches(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .answered, .cancelled, .unfinished: word == outcome.description
    case .rejected(let status): word == "rejected" || matches(status)
    case .redirected(let status): word == "redirected" || matches(status)
    }
  }

  private func matches(_ status: Int) -> Bool {
    zip(word.utf8, String(status).utf8).allSatisfy { $0 == UInt8(ascii: "x") || $0 == $1 }
  }
}
