import Glibc

/// Looking for things in bytes that belong to somebody else.
extension Span where Element == UInt8 {
  /// The offset of the first `byte` in `range`, nil when there is none.
  package func offset(of byte: UInt8, in range: ByteRange) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress, !range.isEmpty else { return nil }
      guard let found = unsafe memchr(start + range.lowerBound, Int32(byte), range.count) else { return nil }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
  }

  /// `range` without blanks, tabs and line ends at both of its ends.
  @inlinable public func trimmed(_ range: ByteRange) -> ByteRange {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, self[lower].isLinearSpace { lower += 1 }
    while upper > lower, self[upper - 1].isLinearSpace { upper -= 1 }
    return lower..<upper
  }

  /// Whether the bytes in `range` are `word`, ASCII letters compared without case.
  ///
  /// - Parameters:
  ///   - range: where to look.
  ///   - word: what to look for, in lower case.
  @inlinable public func equals(_ range: ByteRange, ignoringCase word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    let expected = unsafe UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    for offset in 0..<range.count where unsafe self[range.lowerBound + offset].lowercasedASCII != expected[offset] {
      return false
    }
    return true
  }

  /// The bytes in `range` as text; bytes that are not UTF-8 become U+FFFD.
  package func text(_ range: ByteRange) -> String {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer {
      unsafe String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
    }
  }

  /// The decimal number that `range` spells; nil when it holds anything but digits, or more than 64 bits take.
  @inlinable public func decimal(_ range: ByteRange) -> UInt64? {
    guard !range.isEmpty else { return nil }
    var number: UInt64 = 0
    for position in range {
      let byte = self[position]
      guard byte.isDigit else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 0x30))
      guard !overflow, !carry else { return nil }
      number = sum
    }
    return number
  }
}
