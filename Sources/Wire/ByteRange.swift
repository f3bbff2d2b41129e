/// Where some bytes stand inside a message: offsets from its first byte, the end not included.
///
/// Parsers hand out ranges instead of copies, so whoever rewrites a message changes exactly the bytes that were
/// parsed and leaves every other byte as it was captured.
@usableFromInline package typealias ByteRange = Range<Int>

extension Array where Element == UInt8 {
  /// The bytes of `span`, copied: a span must not outlive the buffer it looks into.
  package init(copying span: Span<UInt8>) {
    self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// The bytes in `range` as text; bytes that are not UTF-8 become U+FFFD.
  package func text(_ range: ByteRange) -> String {
    String(decoding: self[range], as: UTF8.self)
  }

  /// Whether the bytes in `range` are `word`, ASCII letters compared without case.
  ///
  /// - Parameters:
  ///   - range: where to look.
  ///   - word: what to look for, in lower case.
  package func equals(_ range: ByteRange, ignoringCase word: StaticString) -> Bool {
    span.equals(range, ignoringCase: word)
  }

  /// `range` without blanks, tabs and line ends at both of its ends.
  package func trimmed(_ range: ByteRange) -> ByteRange {
    span.trimmed(range)
  }

  /// The offset of the first `byte` in `range`, nil when there is none.
  package func offset(of byte: UInt8, in range: ByteRange) -> Int? {
    span.offset(of: byte, in: range)
  }
}
