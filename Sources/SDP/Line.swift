package import Wire

/// One line of a session description: `c=IN IP4 192.0.2.1` (RFC 8866 section 5).
package struct Line: Sendable {
  /// The letter in front of the `=`.
  package let type: UInt8
  /// What stands behind the `=`, up to the line end.
  package let value: ByteRange
  /// The whole line, its end included.
  package let whole: ByteRange
}
