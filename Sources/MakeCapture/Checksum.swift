/// The checksum of the internet protocols (RFC 1071).
struct Checksum {
  private var sum: UInt32 = 0

  /// Adds 16 bits.
  mutating func add(_ word: UInt16) {
    sum += UInt32(word)
  }

  /// Adds 32 bits.
  mutating func add(_ word: UInt32) {
    sum += word >> 16 + word & 0xFFFF
  }

  /// Adds bytes, at most 64 KiB of them; an odd one at the end counts as if a zero followed.
  mutating func add(_ bytes: [UInt8]) {
    var offset = 0
    while offset + 1 < bytes.count {
      sum += UInt32(bytes[offset]) << 8 | UInt32(bytes[offset + 1])
      offset += 2
    }
    if offset < bytes.count { sum += UInt32(bytes[offset]) << 8 }
  }

  /// The checksum of what was added.
  var value: UInt16 {
    let folded = sum >> 16 + sum & 0xFFFF
    return ~UInt16(truncatingIfNeeded: folded >> 16 + folded)
  }
}
