package import Wire

/// Tells a packet that was captured twice (at two interfaces, on both sides of a bridge) from one that was sent twice.
///
/// The very same bytes within less time than any stack waits to repeat itself are one packet, seen again. Only the last
/// few packets of a flow are remembered: a second sighting is never far behind.
package struct RecentPackets: Sendable {
  /// Less than a stack waits before it repeats a message (RFC 3261 section 17.1.1.1, T1), in nanoseconds.
  private static let window: Int64 = 100_000_000

  /// The header of RTP, in bytes (RFC 3550 section 5.1).
  private static let shortest = 12

  private struct Sighting {
    var mark: UInt64 = 0
    var time = Int64.min / 2
  }

  private var first = Sighting()
  private var second = Sighting()
  private var third = Sighting()
  private var fourth = Sighting()

  package init() {}

  /// Whether the packet was seen just now; remembers it otherwise.
  @inline(__always)
  package mutating func knows(_ payload: Span<UInt8>, at time: CaptureTime) -> Bool {
    // What is too short for RTP has nothing that makes it the only one of its kind.
    payload.count >= Self.shortest && knows(Self.mark(of: payload), at: time)
  }

  /// The same for a packet that is known by a number made of its bytes.
  @inline(__always)
  mutating func knows(_ mark: UInt64, at time: CaptureTime) -> Bool {
    let since = time.nanoseconds &- Self.window
    func isSame(_ sighting: Sighting) -> Bool { sighting.mark == mark && sighting.time > since }
    if isSame(first) || isSame(second) || isSame(third) || isSame(fourth) { return true }
    fourth = third
    third = second
    second = first
    first = Sighting(mark: mark, time: time.nanoseconds)
    return false
  }

  /// A number that differs for packets that differ: the first bytes, where RTP has its sequence number and time, the
  /// last ones and the length.
  @inline(__always)
  private static func mark(of payload: Span<UInt8>) -> UInt64 {
    unsafe payload.withUnsafeBytes { bytes in
      let tail = bytes.count - shortest
      func word(_ offset: Int) -> UInt64 { unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
      func half(_ offset: Int) -> UInt64 { UInt64(unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
      func mixed(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let product = (one ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: other ^ 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
      }
      let head = mixed(word(0), half(8) | UInt64(truncatingIfNeeded: bytes.count) << 32)
      return mixed(head ^ word(tail), half(tail + 8))
    }
  }
}
