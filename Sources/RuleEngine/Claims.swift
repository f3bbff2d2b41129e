import Wire

/// A place of a message that a rule has taken.
struct Claim {
  let range: ByteRange
  /// What stands there instead; nil for a place that stays as it is.
  let text: String?
  let rule: Rule
  /// The parameter that an empty range stands for.
  let missing: SlotPath.Detail?
}

/// The places of one message that rules have taken.
struct Claims {
  private(set) var all: [Claim] = []

  mutating func claim(_ range: ByteRange, _ text: String?, _ rule: Rule) {
    guard isFree(range) else { return }
    all.append(Claim(range: range, text: text, rule: rule, missing: nil))
  }

  /// Takes the place of a parameter that is not there.
  mutating func insert(at position: Int, _ text: String, for detail: SlotPath.Detail, _ rule: Rule) {
    let isTaken = all.contains { claim in
      // Whatever replaces the line around it has settled it.
      claim.missing == detail && claim.range.lowerBound == position
        || claim.range.lowerBound < position && position < claim.range.upperBound
    }
    guard !isTaken else { return }
    all.append(Claim(range: position..<position, text: text, rule: rule, missing: detail))
  }

  private func isFree(_ range: ByteRange) -> Bool {
    !all.contains { claim in
      range.isEmpty || claim.range.isEmpty ? false : claim.range.overlaps(range)
    }
  }

  /// The places that stay as they are.
  var kept: [RewrittenMessage.Kept] {
    all.filter { $0.text == nil }.map { RewrittenMessage.Kept(range: $0.range, rule: $0.rule) }
  }

  func pieces(of bytes: [UInt8]) -> [RewrittenMessage.Piece] {
    var pieces: [RewrittenMessage.Piece] = []
    var position = 0
    let sorted = all.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }
    for (_, claim) in sorted {
      guard let text = claim.text else { continue }
      if position < claim.range.lowerBound { pieces.append(.captured(position..<claim.range.lowerBound)) }
      pieces.append(.replaced(captured: claim.range, with: text, by: claim.rule))
      position = max(position, claim.range.upperBound)
    }
    if position < bytes.count { pieces.append(.captured(position..<bytes.count)) }
    return pieces
  }
}
