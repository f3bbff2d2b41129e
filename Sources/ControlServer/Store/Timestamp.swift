#if Control
import Foundation
import GRDB

/// A moment as it is stored and told: ISO 8601, UTC, milliseconds, so that the order of the texts is that of the times.
struct Timestamp: RawRepresentable, Codable, Hashable, Sendable, Comparable, DatabaseValueConvertible {
  let rawValue: String

  init(rawValue: String) { self.rawValue = rawValue }

  init(_ date: Date) {
    rawValue = date.formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted)
    )
  }

  static var now: Timestamp { Timestamp(Date()) }

  static func < (one: Timestamp, other: Timestamp) -> Bool { one.rawValue < other.rawValue }
}
#endif
