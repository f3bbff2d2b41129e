#if Control
import Foundation
import Templates

/// How numbers and times are written for people.
enum Readable {
  /// `312 bytes`, `1.4 MB`.
  static func size(_ bytes: Int) -> String {
    if bytes < 1000 { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
    var value = Double(bytes)
    var unit = ""
    for next in ["kB", "MB", "GB", "TB"] where value >= 999.5 || unit.isEmpty {
      value /= 1000
      unit = next
    }
    return decimal(value, value < 9.95 ? 1 : 0) + " " + unit
  }

  /// `0.08 s`, `1.6 s`, `2:05 min`, `1:02:05 h`.
  static func duration(seconds: Double) -> String {
    if seconds < 59.95 { return decimal(max(0, seconds), seconds < 0.095 ? 3 : seconds < 9.95 ? 2 : 1) + " s" }
    let whole = Int(min(seconds, 1e9).rounded())
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    let tail = twoDigits(whole % 60)
    return hours == 0 ? "\(minutes):\(tail) min" : "\(hours):\(twoDigits(minutes)):\(tail) h"
  }

  private static func decimal(_ value: Double, _ digits: Int) -> String {
    let style = FloatingPointFormatStyle<Double>.number.locale(Locale(identifier: "en_US_POSIX"))
    return value.formatted(style.precision(.fractionLength(digits)).grouping(.never))
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// What the partial `moment` shows: `2026-11-22T22:12:52.187Z` as `2026-11-22 22:12:52 UTC`.
  static func moment(_ iso: String) -> Value {
    let isUTC = iso.hasSuffix("Z")
    let text = iso.prefix(19).replacing("T", with: " ", maxReplacements: 1)
    return .group(["iso": .text(iso), "text": .text(isUTC ? text + " UTC" : iso)])
  }

  static func moment(_ time: Timestamp) -> Value { moment(time.rawValue) }

  /// A moment among the fields of a page; nothing where there is none.
  static func momentField(_ help: String) -> Field {
    Field(
      .group(
        TemplateSchema([
          "iso": Field(.text, "ISO 8601"),
          "text": Field(.text, "for people"),
        ])
      ),
      help
    )
  }
}

extension Timestamp {
  /// Seconds from this moment to another one.
  func seconds(to other: Timestamp) -> Double? {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let one = try? style.parse(rawValue), let end = try? style.parse(other.rawValue) else { return nil }
    return end.timeIntervalSince(one)
  }
}
#endif
