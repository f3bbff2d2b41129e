import Wire

extension Array where Element == UInt8 {
  /// The words of `range` that blanks or tabs separate.
  func words(_ range: ByteRange) -> [ByteRange] {
    self[range].split { $0.isLinearSpace }.map { $0.startIndex..<$0.endIndex }
  }

  /// The number that `range` spells; nil when it holds anything but digits, or is too large for the type.
  func number<Number: FixedWidthInteger>(_ range: ByteRange, as type: Number.Type = Number.self) -> Number? {
    guard !range.isEmpty else { return nil }
    var number: Number = 0
    for byte in self[range] {
      guard byte.isDigit else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Number(truncatingIfNeeded: byte - 0x30))
      guard !overflow, !carry else { return nil }
      number = sum
    }
    return number
  }

  /// `range` in front of the first `byte`, and what follows it; nil for the second when there is none.
  func cut(_ range: ByteRange, at byte: UInt8) -> (ByteRange, ByteRange?) {
    guard let offset = offset(of: byte, in: range) else { return (range, nil) }
    return (range.lowerBound..<offset, offset + 1..<range.upperBound)
  }
}
