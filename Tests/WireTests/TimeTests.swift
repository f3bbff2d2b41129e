import Testing
import Wire

/// Times are written in UTC, to the nanosecond, and read back.
@Suite struct TimeTests {
  @Test(arguments: [
    (Int64(0), "1970-01-01T00:00:00.000000000Z"),
    (1_709_164_799_123_456_789, "2024-02-28T23:59:59.123456789Z"),
    (1_709_164_800_000_000_000, "2024-02-29T00:00:00.000000000Z"),
    (-1, "1969-12-31T23:59:59.999999999Z"),
    (4_102_444_800_000_000_000, "2100-01-01T00:00:00.000000000Z"),
  ])
  func `a time and its spelling`(_ nanoseconds: Int64, _ text: String) {
    #expect(CaptureTime(nanoseconds: nanoseconds).description == text)
    #expect(CaptureTime(text)?.nanoseconds == nanoseconds)
  }

  @Test(arguments: [Int64.min, .min + 1, .max]) func `wild times do not trap`(_ nanoseconds: Int64) {
    #expect(!CaptureTime(nanoseconds: nanoseconds).description.isEmpty)
  }

  @Test func `durations as engineers read them`() {
    #expect(Duration.microseconds(12_034_400).seconds == "12.034")
    #expect(Duration.microseconds(-20_000).seconds == "-0.020")
    #expect(Duration.microseconds(1500).milliseconds == 2)
  }
}
