/// An IPv4 or IPv6 address, compared by value: `2001:DB8::1` and `2001:db8:0::1` are the same address.
@frozen package struct IPAddress: Hashable, Sendable {
  /// The version of IP an address belongs to.
  @frozen @usableFromInline package enum Family: UInt8, Sendable {
    case v4 = 4
    case v6 = 6
  }

  @usableFromInline package let family: Family
  /// The 128 bits in host order; an IPv4 address fills the lowest 32 of `low`.
  @usableFromInline package let high: UInt64
  @usableFromInline package let low: UInt64

  /// An IPv4 address of its 32 bits in host order.
  @inlinable package init(v4 bits: UInt32) {
    family = .v4
    high = 0
    low = UInt64(bits)
  }

  /// An IPv6 address of its 128 bits in host order.
  @inlinable package init(v6High high: UInt64, low: UInt64) {
    family = .v6
    self.high = high
    self.low = low
  }

  /// `0.0.0.0` and `::`, which name no host (in SDP: a held stream, RFC 3264 section 8.4).
  @inlinable package var isUnspecified: Bool { high == 0 && low == 0 }

  /// The address that `text` spells, in any legal spelling; nil when it is none.
  ///
  /// Brackets are not part of it.
  package init?(_ text: some Collection<UInt8>) {
    let bytes = Array(text)
    self.init(bytes.span, in: 0..<bytes.count)
  }

  /// The address that the bytes in `range` spell; nil when they spell none.
  package init?(_ bytes: Span<UInt8>, in range: ByteRange) {
    if let address = Self.parseV4(bytes, in: range) {
      self.init(v4: address)
    } else if let (high, low) = Self.parseV6(bytes, in: range) {
      self.init(v6High: high, low: low)
    } else {
      return nil
    }
  }

  /// The address that `text` spells; nil when it is none.
  package init?(_ text: String) {
    self.init(text.utf8)
  }
}

extension IPAddress {
  private static func parseV4(_ bytes: Span<UInt8>, in range: ByteRange) -> UInt32? {
    guard range.count >= 7, range.count <= 15 else { return nil }
    var bits: UInt32 = 0
    var octet: UInt32 = 0
    var digits = 0
    var dots = 0
    for position in range {
      let byte = bytes[position]
      if byte.isDigit {
        octet = octet * 10 + UInt32(byte - 0x30)
        digits += 1
        guard digits <= 3, octet <= 255 else { return nil }
      } else if byte == .dot, digits > 0 {
        bits = bits << 8 | octet
        octet = 0
        digits = 0
        dots += 1
      } else {
        return nil
      }
    }
    return dots == 3 && digits > 0 ? bits << 8 | octet : nil
  }

  /// RFC 4291 section 2.2: groups of hexadecimal digits, one `::`, an IPv4 tail.
  private static func parseV6(_ bytes: Span<UInt8>, in range: ByteRange) -> (high: UInt64, low: UInt64)? {
    guard range.count >= 2, range.count <= 45 else { return nil }
    let text = Array(copying: bytes.extracting(range))
    var groups: [UInt16] = []
    var gap: Int?
    var position = 0
    if text[0] == .colon {
      guard text[1] == .colon else { return nil }
      gap = 0
      position = 2
    }
    while position < text.count {
      var end = position
      while end < text.count, text[end] != .colon { end += 1 }
      let word = text[position..<end]
      if word.contains(.dot) {
        guard end == text.count, let tail = parseV4(text.span, in: position..<end) else { return nil }
        groups += [UInt16(tail >> 16), UInt16(truncatingIfNeeded: tail)]
        position = end
        break
      }
      guard let group = parseGroup(word) else { return nil }
      groups.append(group)
      guard groups.count <= 8 else { return nil }
      position = end
      guard position < text.count else { break }
      position += 1
      if position < text.count, text[position] == .colon {
        guard gap == nil else { return nil }
        gap = groups.count
        position += 1
      } else if position == text.count {
        return nil
      }
    }
    if let gap {
      guard groups.count < 8 else { return nil }
      groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    }
    guard groups.count == 8 else { return nil }
    func joined(_ range: Range<Int>) -> UInt64 { groups[range].reduce(0) { $0 << 16 | UInt64($1) } }
    return (joined(0..<4), joined(4..<8))
  }

  private static func parseGroup(_ word: ArraySlice<UInt8>) -> UInt16? {
    guard (1...4).contains(word.count) else { return nil }
    var value: UInt16 = 0
    for byte in word {
      guard let digit = byte.hexValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal, or the one spelling that RFC 5952 recommends.
  package var description: String {
    switch family {
    case .v4: (0..<4).map { String(low >> (24 - 8 * UInt64($0)) & 0xFF) }.joined(separator: ".")
    case .v6: Self.compressed((0..<8).map { UInt16(truncatingIfNeeded: ($0 < 4 ? high : low) >> (48 - 16 * ($0 % 4))) })
    }
  }

  private static func compressed(_ groups: [UInt16]) -> String {
    var longest = 0..<0
    var start = 0
    while start < groups.count {
      var end = start
      while end < groups.count, groups[end] == 0 { end += 1 }
      if end - start > longest.count { longest = start..<end }
      start = max(end, start + 1)
    }
    func hex(_ range: Range<Int>) -> String { groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
    return longest.count < 2 ? hex(0..<8) : hex(0..<longest.lowerBound) + "::" + hex(longest.upperBound..<8)
  }
}

extension IPAddress: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let address = IPAddress(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not an IP address")
      )
    }
    self = address
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
