internal import Wire

/// How an interface of pcapng counts time (its options if_tsresol and if_tsoffset).
struct PcapngClock {
  private enum Unit {
    case nanoseconds(multiple: UInt64)
    case nanosecond(parts: UInt64)
    case second(halvings: UInt64)
    /// So fine that no time can be told.
    case none
  }

  private var unit = Unit.nanoseconds(multiple: 1000)
  /// What its times count from, in seconds since 1970.
  private var offset: Int64 = 0

  /// Takes the value of if_tsresol: a power of ten, or of two when the highest bit is set.
  mutating func set(resolution: UInt8) {
    let exponent = Int(resolution & 0x7F)
    if resolution & 0x80 != 0 {
      unit = exponent < 64 ? .second(halvings: UInt64(exponent)) : .none
    } else if exponent <= 9 {
      unit = .nanoseconds(multiple: Self.power(9 - exponent))
    } else {
      unit = exponent <= 28 ? .nanosecond(parts: Self.power(exponent - 9)) : .none
    }
  }

  /// Takes the value of if_tsoffset.
  mutating func set(offset seconds: Int64) {
    offset = seconds
  }

  /// The time of so many ticks, brought into what `CaptureTime` can hold, 1970 to 2262.
  @inline(__always)
  func time(_ ticks: UInt64) -> CaptureTime {
    let count: UInt64
    switch unit {
    case .nanoseconds(let multiple):
      let (product, overflow) = ticks.multipliedReportingOverflow(by: multiple)
      count = overflow ? .max : product
    case .nanosecond(let parts): count = ticks / parts
    case .second(let halvings):
      let (high, low) = ticks.multipliedFullWidth(by: 1_000_000_000)
      count = high >> halvings == 0 ? (halvings == 0 ? low : high << (64 - halvings) | low >> halvings) : .max
    case .none: count = 0
    }
    guard offset != 0 else { return CaptureTime(nanoseconds: Int64(clamping: count)) }
    return shifted(Int64(clamping: count))
  }

  private func shifted(_ nanoseconds: Int64) -> CaptureTime {
    let (shift, overflow) = offset.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carried) = nanoseconds.addingReportingOverflow(shift)
    if overflow || carried { return CaptureTime(nanoseconds: offset < 0 ? 0 : .max) }
    return CaptureTime(nanoseconds: max(0, sum))
  }

  private static func power(_ exponent: Int) -> UInt64 {
    (0..<exponent).reduce(1) { product, _ in product * 10 }
  }
}
