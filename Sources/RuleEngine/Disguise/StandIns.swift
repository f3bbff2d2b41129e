import Wire

/// Makes what stands in for the identities of one call: values that documentation reserves, the same for the same
/// order of captured ones whatever those are, so that nothing can be guessed back from them.
struct StandIns {
  /// In lower case, what must not be made: another captured value would seem to be left, or two would become one.
  private var taken: Set<String>
  private var counts: [DisguiseKind: Int] = [:]

  init(avoiding taken: Set<String>) {
    self.taken = taken
  }

  /// After so many refusals a value gets its ordinal behind it: there are only ten numbers of one digit.
  private static let patience = 1000

  /// The next value that `make` gives and that nobody in the call has.
  private mutating func next(_ kind: DisguiseKind, _ make: (Int) -> String) -> String {
    var ordinal = counts[kind, default: 0]
    var text = ""
    for attempt in 0...Self.patience {
      ordinal += 1
      text = make(ordinal) + (attempt == Self.patience ? String(ordinal) : "")
      if taken.insert(text.lowercased()).inserted { break }
    }
    counts[kind] = ordinal
    return text
  }

  mutating func name() -> String { next(.name) { "Party \($0)" } }

  mutating func user() -> String { next(.name) { "party\($0)" } }

  mutating func host() -> String { next(.host) { "host\($0).example.com" } }

  mutating func agent() -> String { next(.agent) { "Agent-\($0)" } }

  /// The documentation block 00-00-5E-00-53 (RFC 7042 section 2.1.2), counted on beyond its 256.
  mutating func hardware() -> String {
    next(.hardware) { ordinal in
      let last = String(ordinal & 0xFFFF, radix: 16)
      return "00005e00" + (ordinal < 256 ? "53" + String(repeating: "0", count: 2 - last.count) + last : last.padded(4))
    }
  }

  /// `12025550100` and on, of which the last `count` digits are taken.
  mutating func digits(_ count: Int) -> String {
    next(.number) { ordinal in
      let digits = String(12_025_550_099 + ordinal)
      return count <= digits.count ? String(digits.suffix(count)) : digits.padded(count)
    }
  }

  /// TEST-NET-1, -2 and -3 (RFC 5737), then the benchmark network 198.18.0.0/15 (RFC 2544), which has room for all.
  mutating func address(isIPv6: Bool) -> IPAddress {
    var address = IPAddress(v4: 0)
    _ = next(.address) { ordinal in
      address = isIPv6 ? Self.v6(ordinal) : Self.v4(ordinal)
      return address.description
    }
    return address
  }

  private static func v4(_ ordinal: Int) -> IPAddress {
    let networks: [UInt32] = [0xC000_0200, 0xC633_6400, 0xCB00_7100]
    let index = ordinal - 1
    if index < 3 * 254 { return IPAddress(v4: networks[index / 254] + UInt32(1 + index % 254)) }
    return IPAddress(v4: 0xC612_0000 + UInt32(index % 0x2_0000))
  }

  /// 2001:db8::/32 (RFC 3849).
  private static func v6(_ ordinal: Int) -> IPAddress {
    IPAddress(v6High: 0x2001_0DB8_0000_0000, low: UInt64(ordinal))
  }

  /// Letters for letters and digits for digits, from `start` on.
  mutating func token(like text: [UInt8], from start: Int) -> [UInt8] {
    let rest = text[start...]
    let isHexadecimal = rest.allSatisfy { !$0.isLetter || $0.hexValue != nil }
    let shown = next(.token) { ordinal in
      var generator = SplitMix(seed: UInt64(ordinal))
      let letters: UInt64 = isHexadecimal ? 6 : 26
      let made = rest.map { byte -> UInt8 in
        if byte.isDigit { return 0x30 + UInt8(generator.next() % 10) }
        guard byte.isLetter else { return byte < 0x80 ? byte : UInt8(ascii: "x") }
        return (byte & 0x20 | 0x41) + UInt8(generator.next() % letters)
      }
      return String(decoding: text[..<start] + made, as: UTF8.self)
    }
    return Array(shown.utf8)
  }
}

/// Numbers that look drawn by chance and are the same on every machine (Steele, Lea, Flood 2014).
private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension String {
  /// With zeros in front, so many bytes long.
  fileprivate func padded(_ length: Int) -> String {
    String(repeating: "0", count: max(0, length - utf8.count)) + self
  }
}
