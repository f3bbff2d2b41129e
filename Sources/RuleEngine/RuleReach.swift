package import SIP
package import Wire

/// Where the slots of a rule stand in a message, whatever its conditions say: looked for once, and asked for every line.
package struct RuleReach {
  /// In their order.
  private let starts: [Int]
  /// The furthest end of what starts up to there.
  private let ends: [Int]

  /// Looks for the slots of `rule` in `message`.
  package init(of rule: Rule, in message: Message) {
    let places = rule.slots.flatMap { $0.spans(in: message) }.map(\.whole).filter { !$0.isEmpty }
      .sorted { $0.lowerBound < $1.lowerBound }
    starts = places.map(\.lowerBound)
    var furthest = 0
    ends = places.map { place in
      furthest = max(furthest, place.upperBound)
      return furthest
    }
  }

  /// Whether there is none at all.
  package var isEmpty: Bool { starts.isEmpty }

  /// Whether one of them stands in `range`.
  package func overlaps(_ range: ByteRange) -> Bool {
    guard !range.isEmpty else { return false }
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < range.upperBound { low = middle + 1 } else { high = middle }
    }
    return low > 0 && ends[low - 1] > range.lowerBound
  }
}
