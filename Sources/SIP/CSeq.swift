package import Wire

/// The number and the method that order the requests of a dialog (RFC 3261 section 20.16).
package struct CSeq: Sendable {
  package let number: UInt32
  package let numberRange: ByteRange
  package let method: ByteRange

  /// Reads the value that fills `range`; nil when it is no number of 32 bits and a method.
  package static func parse(_ bytes: [UInt8], in range: ByteRange) -> CSeq? {
    parse(bytes.span, in: range)
  }

  /// The same of bytes that belong to somebody else.
  static func parse(_ bytes: Span<UInt8>, in range: ByteRange) -> CSeq? {
    let whole = bytes.trimmed(range)
    guard let end = whole.first(where: { !bytes[$0].isDigit }) else { return nil }
    let numberRange = whole.lowerBound..<end
    let method = bytes.trimmed(end..<whole.upperBound)
    guard let number = bytes.decimal(numberRange).flatMap({ UInt32(exactly: $0) }), bytes[end].isLinearSpace,
      !method.isEmpty
    else { return nil }
    return CSeq(number: number, numberRange: numberRange, method: method)
  }
}
