/// A number that differs for bytes that differ, by chance and not by proof: to tell packets, and files, from each other.
///
/// Eight bytes at a time, each step a multiplication folded onto itself. In how many pieces the bytes come makes no
/// difference.
public struct Fingerprint: Sendable {
  /// Words are dealt to four marks in turn: a multiplication need not wait for the one before it.
  private var marks = (
    UInt64(0x9E37_79B9_7F4A_7C15), UInt64(0xBF58_476D_1CE4_E5B9), UInt64(0x94D0_49BB_1331_11EB),
    UInt64(0xA076_1D64_78BD_642F)
  )
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
      while restCount > 0, offset < bytes.count {
        keep(unsafe bytes[offset])
        offset += 1
      }
      while offset + 32 <= bytes.count {
        for word in 0..<4 {
          mix(UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset + 8 * word, as: UInt64.self)))
        }
        offset += 32
      }
      while offset + 8 <= bytes.count {
        mix(UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        offset += 8
      }
      while offset < bytes.count {
        keep(unsafe bytes[offset])
        offset += 1
      }
    }
  }

  /// The number of all bytes so far.
  public var value: UInt64 {
    var whole = self
    whole.mix(rest)
    var mark = UInt64(truncatingIfNeeded: count)
    for _ in 0..<4 {
      mark = Self.mixed(mark, whole.marks.0)
      whole.marks = (whole.marks.1, whole.marks.2, whole.marks.3, whole.marks.0)
    }
    return mark
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
    marks = (marks.1, marks.2, marks.3, Self.mixed(marks.0, word))
  }

  @inline(__always)
  private static func mixed(_ mark: UInt64, _ word: UInt64) -> UInt64 {
    let product = (mark ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
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
