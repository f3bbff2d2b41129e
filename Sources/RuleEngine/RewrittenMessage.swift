package import Wire

/// A message after the rules: captured bytes and what rules put in their place, in order.
package struct RewrittenMessage: Sendable {
  package enum Piece: Sendable {
    /// Bytes of the captured message, unchanged.
    case captured(ByteRange)
    /// What a rule put in place of `captured`, which may be empty.
    case replaced(captured: ByteRange, with: String, by: Rule)
  }

  /// The message as captured.
  package let bytes: [UInt8]
  package let pieces: [Piece]
  /// The places that rules say stay as captured.
  package let kept: [Kept]

  package struct Kept: Sendable {
    package let range: ByteRange
    package let rule: Rule
  }

  /// The same, with every place as captured that `isWanted` says no to.
  package func keeping(where isWanted: (_ captured: ByteRange, Rule) -> Bool) -> RewrittenMessage {
    var pieces: [Piece] = []
    for piece in self.pieces {
      var piece = piece
      if case .replaced(let range, _, let rule) = piece, !isWanted(range, rule) { piece = .captured(range) }
      // Text that an engine must not read as its own may stand across both.
      if case .captured(let range) = piece, case .captured(let before)? = pieces.last {
        pieces[pieces.count - 1] = .captured(before.lowerBound..<range.upperBound)
      } else {
        pieces.append(piece)
      }
    }
    return RewrittenMessage(bytes: bytes, pieces: pieces, kept: kept)
  }
}
