import Wire

extension [UInt8] {
  /// Whether a token may begin at `position`; behind the escape of a separator (`%2B`) it may.
  func isBoundary(before position: Int, in range: ByteRange) -> Bool {
    guard position > range.lowerBound, self[position - 1].continuesToken else { return true }
    guard position - 3 >= range.lowerBound, self[position - 3] == UInt8(ascii: "%"),
      let high = self[position - 2].hexValue, let low = self[position - 1].hexValue
    else { return false }
    return !(high << 4 | low).continuesToken
  }

  /// Whether a token may end in front of `position`.
  func isBoundary(after position: Int, in range: ByteRange) -> Bool {
    guard position < range.upperBound else { return true }
    guard self[position] == .dot else { return !self[position].continuesToken }
    // A full stop ends a sentence; in front of more it is part of the token.
    return position + 1 == range.upperBound || !self[position + 1].continuesToken
  }

  /// The end of the bytes from `position` on that make one token.
  func run(at position: Int, in range: ByteRange) -> Int {
    position >= range.upperBound
      ? position : position + self[position..<range.upperBound].prefix { $0.continuesToken }.count
  }
}

extension UInt8 {
  /// Whether this byte beside a token makes it part of a longer one.
  var continuesToken: Bool {
    isDigit || isLetter || self == .dot || self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self >= 0x80
  }
}
