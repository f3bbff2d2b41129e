/// A number that differs for bytes that differ, by chance and not by proof: to tell packets, and files, from each other.
///
/// Sixteen bytes at a time, each step a multiplication folded onto itself. Four marks take turns, for a processor is
/// done with four multiplications almost as soon as with one. In how many pieces the bytes come makes no difference.
public struct Fingerprint: Sendable {
  private var marks = Marks()
  /// The bytes behind the last whole word, the first of them lowest.
  private var rest: UInt64 = 0
  private var restCount = 0
  private var count = 0

  private struct Marks {
    /// The one that takes the next two words.
    var first: UInt64 = 0x9E37_79B9_7F4A_7C15
    var second: UInt64 = 0xBF58_476D_1CE4_E5B9
    var third: UInt64 = 0x94D0_49BB_1331_11EB
    var fourth: UInt64 = 0x2545_F491_4F6C_DD1D
    /// The first of two words, while the other one is to come.
    var waiting: UInt64?

    @inline(__always)
    mutating func take(_ word: UInt64) {
      guard let before = waiting else { return waiting = word }
      waiting = nil
      let next = Self.mixed(first, before, word)
      first = second
      second = third
      third = fourth
      fourth = next
    }

    /// Takes two words after the other as long as there are two; gives back how many bytes they had.
    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>) -> Int {
      var (first, second, third, fourth) = (first, second, third, fourth)
      var offset = 0
      unsafe bytes.withUnsafeBytes { bytes in
        // The loops look at what is left: to ask for each word would cost more than to mix it.
        func word(_ place: Int) -> UInt64 {
          UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset &+ place, as: UInt64.self))
        }
        while offset &+ 64 <= bytes.count {
          first = Self.mixed(first, word(0), word(8))
          second = Self.mixed(second, word(16), word(24))
          third = Self.mixed(third, word(32), word(40))
          fourth = Self.mixed(fourth, word(48), word(56))
          offset &+= 64
        }
        while offset &+ 16 <= bytes.count {
          (first, second, third, fourth) = (second, third, fourth, Self.mixed(first, word(0), word(8)))
          offset &+= 16
        }
      }
      (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
      return offset
    }

    @inline(__always)
    static func mixed(_ mark: UInt64, _ one: UInt64, _ other: UInt64) -> UInt64 {
      let (left, right) = (mark ^ one, other ^ 0xD6E8_FEB8_6659_FD93)
      let product = left.multipliedFullWidth(by: right)
      // Where one factor is 0 the other one still shows.
      return (product.high ^ product.low) &+ (left ^ right)
    }
  }

  /// Of no bytes yet.
  public init() {}

  /// Takes the next bytes.
  public mutating func add(_ bytes: Span<UInt8>) {
    count &+= bytes.count
    // In variables of this function they stay in registers.
    var (marks, rest) = (marks, rest)
    var offset = 0
    let shift = UInt64(restCount) &* 8
    // What comes in one piece, as most does, needs nothing put together.
    if shift == 0, marks.waiting == nil { offset = marks.take(bytes) }
    while offset &+ 8 <= bytes.count {
      let word = bytes.word(at: offset)
      marks.take(rest | word &<< shift)
      rest = Self.left(of: word, shift)
      offset &+= 8
    }
    let leftCount = bytes.count &- offset
    if leftCount > 0 {
      let last = bytes.word(from: offset)
      rest |= last &<< shift
      restCount &+= leftCount
      if restCount >= 8 {
        marks.take(rest)
        rest = Self.left(of: last, shift)
        restCount &-= 8
      }
    }
    (self.marks, self.rest) = (marks, rest)
  }

  /// What of a word that is moved up by `shift` bits has no room; in two steps, for it is not moved by all of its bits
  /// at once.
  @inline(__always)
  private static func left(of word: UInt64, _ shift: UInt64) -> UInt64 { (word &>> 1) &>> (63 &- shift) }

  /// The number of all bytes so far.
  public var value: UInt64 {
    let last = Marks.mixed(marks.first, marks.waiting ?? 0, rest)
    return Marks.mixed(Marks.mixed(last, marks.second, marks.third), marks.fourth, UInt64(truncatingIfNeeded: count))
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
