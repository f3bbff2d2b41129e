package import Wire

/// One header field of a message (RFC 3261 section 7.3).
package struct Header: Sendable {
  /// The whole field: folded lines and the line end included.
  package let line: ByteRange
  /// The name as it was spelt, without blanks in front of the colon; empty for a line that has no colon.
  package let name: ByteRange
  /// What stands behind the colon without the blanks around it; the folds inside it stay.
  package let value: ByteRange
  /// Which header this is, however it was spelt.
  package let canonical: HeaderName

  package init(line: ByteRange, name: ByteRange, value: ByteRange, canonical: HeaderName) {
    self.line = line
    self.name = name
    self.value = value
    self.canonical = canonical
  }
}
