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

  /// The same of a byte that can't be far: it is looked for without a call, sixteen bytes at a time.
  @inlinable @inline(__always)
  public func nearOffset(of byte: UInt8, in range: ByteRange) -> Int? {
    nearOffset(in: range, of: { $0 .== SIMD16(repeating: byte) }, where: { $0 == byte })
  }

  /// The offset of the first control character in `range`, tabs among them; nil when there is none.
  @inlinable public func controlOffset(in range: ByteRange) -> Int? {
    nearOffset(in: range, of: { $0 .< SIMD16(repeating: .space) }, where: { $0 < .space })
  }

  /// Whether all bytes are letters, digits and signs of ASCII, or blanks.
  public var isPlain: Bool {
    // The highest bit of a byte shows: it was set, or it is below a blank, or it is the last of ASCII. What is carried
    // from byte to byte comes out of one that shows by itself.
    func shown(_ word: UInt64) -> UInt64 { word | (word &- 0x2020_2020_2020_2020) | (word &+ 0x0101_0101_0101_0101) }
    var odd: UInt64 = 0
    unsafe withUnsafeBytes { bytes in
      var position = 0
      while position &+ 8 <= bytes.count {
        odd |= shown(unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        position &+= 8
      }
      while position < bytes.count {
        odd |= shown(0x2020_2020_2020_2000 | UInt64(unsafe bytes[position]))
        position &+= 1
      }
    }
    return odd & 0x8080_8080_8080_8080 == 0
  }

  /// - Parameters:
  ///   - range: where to look.
  ///   - marks: which of sixteen bytes are looked for.
  ///   - isMeant: tells the same of one byte.
  @inlinable @inline(__always)
  func nearOffset(
    in range: ByteRange,
    of marks: (SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>>,
    where isMeant: (UInt8) -> Bool
  ) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var position = range.lowerBound
      while position &+ 16 <= range.upperBound {
        let found = marks(unsafe base.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self))
        let halves = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
        if halves.x | halves.y != 0 {
          // Of a byte that is looked for all bits are set.
          let place = halves.x != 0 ? halves.x.trailingZeroBitCount : 64 &+ halves.y.trailingZeroBitCount
          return position &+ place / 8
        }
        position &+= 16
      }
      while position < range.upperBound {
        if isMeant(unsafe bytes[position]) { return position }
        position &+= 1
      }
      return nil
    }
  }

  /// Where the first empty line ends among the lines of which one begins at `start`; nil when none is empty.
  @inlinable
  public func endOfEmptyLine(from start: Int) -> Int? {
    precondition(start >= 0)
    if start < count, self[start] == .lineFeed { return start &+ 1 }
    if start &+ 1 < count, self[start] == .carriageReturn, self[start &+ 1] == .lineFeed { return start &+ 2 }
    // It is a line end behind another one.
    var position = start
    unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      let (feed, carriage) = (SIMD16(repeating: UInt8.lineFeed), SIMD16(repeating: UInt8.carriageReturn))
      while position &+ 18 <= bytes.count {
        let first = unsafe base.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
        let second = unsafe base.loadUnaligned(fromByteOffset: position &+ 1, as: SIMD16<UInt8>.self)
        let third = unsafe base.loadUnaligned(fromByteOffset: position &+ 2, as: SIMD16<UInt8>.self)
        let found = (first .== feed) .& ((second .== feed) .| (second .== carriage) .& (third .== feed))
        let halves = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
        if halves.x | halves.y != 0 { break }
        position &+= 16
      }
    }
    while let feed = nearOffset(of: .lineFeed, in: position..<count) {
      position = feed &+ 1
      if position < count, self[position] == .lineFeed { return position &+ 1 }
      if position &+ 1 < count, self[position] == .carriageReturn, self[position &+ 1] == .lineFeed {
        return position &+ 2
      }
    }
    return nil
  }

  /// The eight bytes from `offset` on, the first of them lowest; they must be there.
  @inlinable @inline(__always)
  public func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count &- 8)
    let word = unsafe withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    return UInt64(littleEndian: word)
  }

  /// The eight bytes from `offset` on, or those that are left, the first of them lowest; 0 for none.
  @inlinable @inline(__always)
  public func word(from offset: Int) -> UInt64 {
    if offset + 8 <= count { return word(at: offset) }
    if offset >= count { return 0 }
    // What stands in front of them is shifted out.
    if count >= 8 { return word(at: count &- 8) &>> (UInt64(offset &+ 8 &- count) &* 8) }
    var word: UInt64 = 0
    for place in offset..<count { word |= UInt64(self[place]) &<< (UInt64(place &- offset) &* 8) }
    return word
  }

  /// Whether `word` stands at `start`, ASCII letters compared without case.
  ///
  /// - Parameters:
  ///   - start: where to look.
  ///   - word: what to look for, in lower case; at most eight bytes.
  @inlinable @inline(__always)
  public func begins(at start: Int, ignoringCase word: StaticString) -> Bool {
    begins(at: start, with: word, caseOfLetters: 0x20)
  }

  /// The same, letters compared as they are.
  @inlinable @inline(__always)
  public func begins(at start: Int, with word: StaticString) -> Bool {
    begins(at: start, with: word, caseOfLetters: 0)
  }

  /// - Parameter caseOfLetters: the bit of a letter that is not looked at; it is set in those of `word`.
  @inlinable @inline(__always)
  func begins(at start: Int, with word: StaticString, caseOfLetters: UInt64) -> Bool {
    // All of it is known when this is compiled: one load, and two comparisons of what was loaded.
    var (expected, letters, looked) = (UInt64(0), UInt64(0), UInt64(0))
    for offset in 0..<word.utf8CodeUnitCount {
      let byte = unsafe word.utf8Start[offset]
      let shift = UInt64(offset) &* 8
      expected |= UInt64(byte) &<< shift
      letters |= (byte.isLetter ? caseOfLetters : 0) &<< shift
      looked |= 0xFF &<< shift
    }
    guard count &- start >= word.utf8CodeUnitCount else { return false }
    return (self.word(from: start) | letters) & looked == expected
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
  @inlinable @inline(__always)
  public func equals(_ range: ByteRange, ignoringCase word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    let expected = unsafe UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    for offset in 0..<range.count where unsafe self[range.lowerBound + offset].lowercasedASCII != expected[offset] {
      return false
    }
    return true
  }

  /// Whether the bytes in `range` are `word`.
  @inlinable @inline(__always)
  public func equals(_ range: ByteRange, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count where unsafe self[range.lowerBound + offset] != word.utf8Start[offset] {
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
    // Of so few digits every number has room.
    if range.count < 20 {
      for position in range {
        let digit = self[position] &- 0x30
        guard digit < 10 else { return nil }
        number = number &* 10 &+ UInt64(digit)
      }
      return number
    }
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
