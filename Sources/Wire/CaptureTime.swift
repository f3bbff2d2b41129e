/// When a packet was captured: nanoseconds since 1970-01-01T00:00:00Z.
@frozen public struct CaptureTime: Hashable, Comparable, Sendable {
  /// How many of them.
  public let nanoseconds: Int64

  /// So long after 1970 began.
  @inlinable public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Whether `left` came earlier.
  @inlinable public static func < (left: CaptureTime, right: CaptureTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// How long after `earlier` this is; negative when it is before.
  @inlinable public func since(_ earlier: CaptureTime) -> Duration {
    .nanoseconds(nanoseconds &- earlier.nanoseconds)
  }
}

extension Duration {
  /// This duration in whole milliseconds, rounded to the nearest.
  public var milliseconds: Int {
    let (seconds, attoseconds) = components
    let half: Int64 = attoseconds < 0 ? -500_000_000_000_000 : 500_000_000_000_000
    return Int(seconds) * 1000 + Int((attoseconds + half) / 1_000_000_000_000_000)
  }

  /// This duration as seconds with three decimals, as engineers read it: `12.034`.
  public var seconds: String {
    let whole = abs(milliseconds)
    let fraction = String(whole % 1000)
    let sign = milliseconds < 0 ? "-" : ""
    return sign + String(whole / 1000) + "." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}

extension CaptureTime {
  /// Day and time in UTC as a table shows them: `2026-11-22 21:40:55.000`.
  public var milliseconds: String {
    var shown = ""
    withMilliseconds { shown = $0.text(0..<$0.count) }
    return shown
  }

  /// Lends the bytes of `milliseconds`: a long list has no use for a text of each.
  public func withMilliseconds(_ body: (Span<UInt8>) -> Void) {
    var text = spelling
    text[10] = .space
    body(text.span.extracting(0..<Self.widthOfMilliseconds))
  }

  /// How many letters `milliseconds` has.
  public static let widthOfMilliseconds = 23
}

extension CaptureTime: CustomStringConvertible {
  /// ISO 8601 in UTC with all nine decimals, independent of the machine's time zone: `2026-11-22T21:40:55.000000000Z`.
  public var description: String { spelling.span.text(0..<30) }

  private var spelling: InlineArray<30, UInt8> {
    let perDay: Int64 = 86_400_000_000_000
    let day = nanoseconds.floorQuotient(perDay)
    // The day may begin before the earliest time that 64 bits can hold; its rest is right all the same.
    let rest = nanoseconds &- day &* perDay
    let date = Self.civil(daysSince1970: day)
    let second = rest / 1_000_000_000
    var text = InlineArray<30, UInt8>(repeating: UInt8(ascii: "0"))
    (text[4], text[7], text[10]) = (UInt8(ascii: "-"), UInt8(ascii: "-"), UInt8(ascii: "T"))
    (text[13], text[16], text[19]) = (UInt8(ascii: ":"), UInt8(ascii: ":"), UInt8(ascii: "."))
    text[29] = UInt8(ascii: "Z")
    func put(_ value: Int64, _ places: Range<Int>) {
      var left = UInt64(truncatingIfNeeded: value)
      var place = places.upperBound
      while place > places.lowerBound {
        place -= 1
        text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left % 10)
        left /= 10
      }
    }
    put(date.year, 0..<4)
    put(date.month, 5..<7)
    put(date.day, 8..<10)
    put(second / 3600, 11..<13)
    put(second / 60 % 60, 14..<16)
    put(second % 60, 17..<19)
    put(rest % 1_000_000_000, 20..<29)
    return text
  }

  /// The day of the Gregorian calendar, by counting in eras of 400 years that begin on the first of March.
  private static func civil(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = daysSince1970 + 719_468
    let era = shifted.floorQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.floorQuotient(400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The time that `text` spells in the form of `description`; nil when it spells none.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 30, bytes[10] == UInt8(ascii: "T"), bytes[29] == UInt8(ascii: "Z") else { return nil }
    func number(_ range: Range<Int>) -> Int64? { Int64(String(decoding: bytes[range], as: UTF8.self)) }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      let fraction = number(20..<29)
    else { return nil }
    let seconds = Self.days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
    self.init(nanoseconds: seconds * 1_000_000_000 + fraction)
  }
}

extension Int64 {
  fileprivate func floorQuotient(_ divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -(-(self + 1) / divisor) - 1
  }
}

extension CaptureTime: Codable {
  /// Reads what `description` writes.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let time = CaptureTime(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "'\(text)' is not a time such as \(CaptureTime(nanoseconds: 0))"
        )
      )
    }
    self = time
  }

  /// Writes `description`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
