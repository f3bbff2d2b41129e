/// A capture file in memory.
struct PcapText {
  private(set) var bytes: [UInt8] = [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0]
  private var count = 0

  init(link: Int) {
    bytes += Self.little(link)
  }

  /// The next frame, 20 ms after the one before.
  mutating func add(_ frame: [UInt8]) {
    count += 1
    bytes += Self.little(1_700_000_000 + count / 50) + Self.little(count % 50 * 20_000)
    bytes += Self.little(frame.count) + Self.little(frame.count) + frame
  }

  private static func little(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

/// IPv4 between two hosts.
enum IPText {
  static func packet(
    _ protocolNumber: UInt8,
    _ payload: [UInt8],
    isBack: Bool = false,
    identification: UInt8 = 0,
    fragment: [UInt8] = [0, 0]
  ) -> [UInt8] {
    let length = payload.count + 20
    let hosts: [UInt8] = isBack ? [192, 0, 2, 2, 192, 0, 2, 1] : [192, 0, 2, 1, 192, 0, 2, 2]
    return [0x45, 0, UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length), 0, identification]
      + fragment + [64, protocolNumber, 0, 0] + hosts + payload
  }
}
