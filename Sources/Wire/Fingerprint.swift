/// A number that differs for bytes that differ, by chance and not by proof: to tell packets, and files, from each other.
///
/// Eight bytes at a time, each step a multiplication folded onto itself. Four marks take turns, for a processor is done
/// with four multiplications almost as soon as with one. In how many pieces the bytes come makes no difference.
public struct Fingerprint: Sendable {
  private var marks = Marks()
  /// The bytes behind the last whole word, the first of them lowest.
  private var rest: UInt64 = 0
  private var restCount = 0
  private var count = 0

  private struct Marks {
    /// The one that takes the next word.
    var first: UInt64 = 0x9E37_79B9_7F4A_7C15
    var second: UInt64 = 0xBF58_476D_1CE4_E5B9
    var third: UInt64 = 0x94D0_49BB_1331_11EB
    var fourth: UInt64 = 0x2545_F491_4F6C_DD1D

    @inline(__always)
    mutating func take(_ word: UInt64) {
      let next = Self.mixed(first, word)
      first = second
      second = third
      third = fourth
      fourth = next
    }

    @inline(__always)
    static func mixed(_ mark: UInt64, _ word: UInt64) -> UInt64 {
      let product = (mark ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
      return product.high ^ product.low
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
    while shift == 0, offset &+ 32 <= bytes.count {
      marks.first = Marks.mixed(marks.first, bytes.word(at: offset))
      marks.second = Marks.mixed(marks.second, bytes.word(at: offset &+ 8))
      marks.third = Marks.mixed(marks.third, bytes.word(at: offset &+ 16))
      marks.fourth = Marks.mixed(marks.fourth, bytes.word(at: offset &+ 24))
      offset &+= 32
    }
    while offset &+ 8 <= bytes.count {
      let word = bytes.word(at: offset)
      marks.take(rest | word &<< shift)
      rest = Self.left(of: word, shift)
      offset &+= 8
    }
    let leftCount = bytes.count &- offset
    if leftCount > 0 {
      var last: UInt64 = 0
      if bytes.count >= 8 {
        last = bytes.word(at: bytes.count &- 8) &>> (64 &- UInt64(leftCount) &* 8)
      } else {
        for place in 0..<leftCount { last |= UInt64(bytes[place]) &<< (UInt64(place) &* 8) }
      }
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
    var marks = marks
    marks.take(rest)
    let (one, other) = (Marks.mixed(marks.first, marks.second), Marks.mixed(marks.third, marks.fourth))
    return Marks.mixed(one, other ^ UInt64(truncatingIfNeeded: count))
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
