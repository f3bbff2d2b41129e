/// Counts the packets of one source by their sequence numbers, which wrap around (RFC 3550 appendices A.1 and A.3).
struct SequenceTally {
  /// How many packets were received, late and repeated ones included.
  private(set) var received = 1
  /// What was expected before the source began anew.
  private var earlier = 0
  /// The first number since then, and the highest.
  private var base: UInt16
  private var highest: UInt16
  /// How often the numbers wrapped around in between.
  private var cycles = 0
  /// The number that, coming after one far off, shows that the source began anew.
  private var unlikely: UInt16?

  /// A jump ahead by more is no loss, but another beginning.
  private static let mostDropout: UInt16 = 3000
  /// What comes later than this is no late packet either.
  private static let mostMisorder: UInt16 = 100

  /// What a packet was, by its number.
  enum Verdict {
    /// The next one of the source, after a gap or not.
    case ahead
    /// One that was overtaken, or came twice.
    case late
    /// The second one far from those before: the source began anew with the one in front of it.
    case anew
    /// One far from those before, which counts only when the next one stands beside it.
    case unlikely
  }

  /// - Parameter first: the number of the first packet, which is counted.
  init(_ first: UInt16) {
    base = first
    highest = first
  }

  /// How many packets there should be.
  var expected: Int { earlier + cycles << 16 + Int(highest) - Int(base) + 1 }

  /// Counts the next packet.
  mutating func count(_ number: UInt16) -> Verdict {
    let ahead = number &- highest
    if ahead < Self.mostDropout {
      if number < highest { cycles += 1 }
      highest = number
      received += 1
      return ahead == 0 ? .late : .ahead
    }
    if ahead > 0 &- Self.mostMisorder {
      received += 1
      return .late
    }
    guard number == unlikely else {
      unlikely = number &+ 1
      return .unlikely
    }
    earlier = expected
    base = number &- 1
    cycles = number == 0 ? 1 : 0
    highest = number
    received += 2
    unlikely = nil
    return .anew
  }
}
