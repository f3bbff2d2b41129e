#if Control
@testable import ControlServer
import Foundation
import Testing

struct TimestampTests {
  @Test func itIsISO8601InUTCWithMilliseconds() {
    #expect(Timestamp(Date(timeIntervalSince1970: 0)).rawValue == "1970-01-01T00:00:00.000Z")
    #expect(Timestamp(Date(timeIntervalSince1970: 1_700_000_000.25)).rawValue == "2023-11-14T22:13:20.250Z")
  }

  @Test func theOrderOfTheTextsIsThatOfTheTimes() {
    let seconds: [TimeInterval] = [0, 0.001, 0.01, 0.1, 1, 59.999, 60, 3600, 86_400, 999_999_999, 1_000_000_000]
    let stamps = seconds.map { Timestamp(Date(timeIntervalSince1970: $0)) }
    #expect(stamps == stamps.sorted())
    #expect(Set(stamps).count == stamps.count)
  }
}
#endif
