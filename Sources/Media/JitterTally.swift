import Wire

/// The interarrival jitter of one source (RFC 3550 section 6.4.1 and appendix A.8), in seconds.
struct JitterTally {
  /// The estimate after the last packet.
  private(set) var estimate = 0.0
  /// The most that it was.
  private(set) var most = 0.0
  /// Of how many differences it was made, and the sum of the estimates after each.
  private(set) var count = 0
  private(set) var sum = 0.0
  private var last: (time: CaptureTime, timestamp: UInt32, clockRate: Int)?

  /// Takes the next packet.
  ///
  /// Nothing is learnt from a packet whose clock differs from that of the one before (RFC 7160).
  mutating func add(_ timestamp: UInt32, at time: CaptureTime, clockRate: Int) {
    defer { last = (time, timestamp, clockRate) }
    guard let last, last.clockRate == clockRate, clockRate > 0 else { return }
    let arrived = Double(time.nanoseconds &- last.time.nanoseconds) / 1e9
    // Timestamps wrap around: their difference is what is near.
    let sent = Double(Int32(bitPattern: timestamp &- last.timestamp)) / Double(clockRate)
    estimate += ((arrived - sent).magnitude - estimate) / 16
    most = max(most, estimate)
    sum += estimate
    count += 1
  }

  /// Forgets the last packet: what comes next is not to be compared with it.
  mutating func interrupt() {
    last = nil
  }
}
