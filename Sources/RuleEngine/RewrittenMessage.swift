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

  /// The rules that changed something, each once, in the order of the message.
  package var rules: [Rule] {
    var seen: Set<String> = []
    return pieces.compactMap { piece in
      guard case .replaced(_, _, let rule) = piece, seen.insert(rule.id).inserted else { return nil }
      return rule
    }
  }
}
