/// A number that differs for bytes that differ, by chance and not by proof: to tell packets, and files, from each other.
///
/// Eight bytes at a time, each step a multiplication folded onto itself. In how many pieces the bytes come makes no
/// difference.
public struct Fingerprint: Sendable {
  private var mark: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// The bytes behind the last whole word, the first of them lowest.
  private var rest: UInt64 = 0
  private var restCount = 0
  private var count = 0

  /// Of no bytes yet.
  public init() {}

  /// Takes the next bytes.
  public mutating func add(_ bytes: Span<UInt8>) {
    count &+= bytes.count
    unsafe bytes.withUnsafeBytes { bytes in
      var offset = 0
      let shift = UInt64(restCount) &* 8
      while offset &+ 8 <= bytes.count {
        let word = UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        mix(rest | word &<< shift)
        // In two steps, since a word is not shifted by all of its bits at once.
        rest = (word &>> 1) &>> (63 &- shift)
        offset &+= 8
      }
      while offset < bytes.count {
        keep(unsafe bytes[offset])
        offset &+= 1
      }
    }
  }

  /// The number of all bytes so far.
  public var value: UInt64 {
    var whole = self
    whole.mix(rest)
    whole.mix(UInt64(truncatingIfNeeded: count))
    return whole.mark
  }

  private mutating func keep(_ byte: UInt8) {
    rest |= UInt64(byte) << (8 * UInt64(restCount))
    restCount += 1
    guard restCount == 8 else { return }
    mix(rest)
    (rest, restCount) = (0, 0)
  }

  @inline(__always)
  private mutating func mix(_ word: UInt64) {
    let product = (mark ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    mark = product.high ^ product.low
  }
}

extension Span<UInt8> {
  /// The fingerprint of these bytes.
  public var fingerprint: UInt64 {
    var fingerprint = Fingerprint()
    fingerprint.add(self)
    return fingerprint.value
  }
}
