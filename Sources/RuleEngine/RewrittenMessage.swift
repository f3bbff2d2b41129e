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
}
