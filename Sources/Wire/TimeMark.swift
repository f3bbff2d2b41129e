/// A moment as a person writes it: a day and a time, a time of the capture's day, or a time after its start.
package struct TimeMark: Sendable {
  private enum Kind {
    case moment(CaptureTime)
    /// Nanoseconds after midnight of the day on which the capture began, UTC.
    case timeOfDay(Int64)
    /// Nanoseconds after the start of the capture.
    case afterStart(Int64)
  }

  private let kind: Kind
  private static let second: Int64 = 1_000_000_000
  private static let day = 86_400 * second

  /// What may be written.
  package static let forms = "2026-11-22T21:40:55Z (UTC without a zone), 21:40[:55], or +90 (seconds after the start)"

  /// Nil when `text` is none of `forms`.
  package init?(_ text: String) {
    if text.hasPrefix("+") {
      let number = text.hasSuffix("s") ? text.dropFirst().dropLast() : text.dropFirst()
      guard let nanoseconds = Self.nanoseconds(number, most: 1 << 32) else { return nil }
      kind = .afterStart(nanoseconds)
    } else if let time = Self.timeOfDay(text[...]) {
      kind = .timeOfDay(time)
    } else {
      guard let moment = Self.moment(text[...]) else { return nil }
      kind = .moment(moment)
    }
  }

  /// The moment that is meant in a capture that began at `start`.
  package func time(in start: CaptureTime) -> CaptureTime {
    switch kind {
    case .moment(let time): return time
    case .timeOfDay(let time):
      let midnight = start.nanoseconds - start.nanoseconds % Self.day
      return CaptureTime(nanoseconds: midnight &+ time)
    case .afterStart(let time): return CaptureTime(nanoseconds: start.nanoseconds &+ time)
    }
  }

  /// `90`, `0.5`: seconds with up to nine decimals.
  private static func nanoseconds(_ text: Substring, most: Int64) -> Int64? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = digits(parts.first ?? ""), whole <= most else { return nil }
    guard parts.count == 2 else { return whole * second }
    guard parts[1].utf8.count <= 9, let fraction = digits(parts[1]) else { return nil }
    let scale = (0..<9 - parts[1].utf8.count).reduce(Int64(1)) { scale, _ in scale * 10 }
    return whole * second + fraction * scale
  }

  private static func digits(_ text: Substring) -> Int64? {
    text.utf8.allSatisfy(\.isDigit) ? Int64(text) : nil
  }

  /// `21:40`, `21:40:55`, `21:40:55.250`.
  private static func timeOfDay(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0].utf8.count == 2, parts[1].utf8.count == 2,
      let hour = digits(parts[0]), let minute = digits(parts[1]), hour < 24, minute < 60
    else { return nil }
    guard let rest = parts.count == 3 ? nanoseconds(parts[2], most: 60) : 0 else { return nil }
    return (hour * 3600 + minute * 60) * second + rest
  }

  /// `2026-11-22T21:40:55.250+01:00`; a blank may stand for the T, and a zone may be missing.
  private static func moment(_ text: Substring) -> CaptureTime? {
    let date = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count >= 10, date.count == 3, date[0].utf8.count == 4, let year = digits(date[0]), year >= 1970,
      year < 2262, let month = digits(date[1]), (1...12).contains(month), let day = digits(date[2]),
      (1...31).contains(day)
    else { return nil }
    let midnight = CaptureTime.daysSince1970(year: year, month: month, day: day) * Self.day
    var rest = text.dropFirst(10)
    guard let separator = rest.popFirst() else { return CaptureTime(nanoseconds: midnight) }
    guard separator == "T" || separator == " " else { return nil }
    var zone: Int64 = 0
    if rest.last == "Z" {
      rest = rest.dropLast()
    } else if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard let offset = timeOfDay(rest[rest.index(after: sign)...]) else { return nil }
      zone = rest[sign] == "+" ? offset : -offset
      rest = rest[..<sign]
    }
    return timeOfDay(rest).map { CaptureTime(nanoseconds: midnight + $0 - zone) }
  }
}

extension CaptureTime {
  /// How many days after 1970-01-01 a day of the Gregorian calendar is, by counting in eras of 400 years.
  static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
