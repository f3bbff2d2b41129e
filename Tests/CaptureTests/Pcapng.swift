/// Blocks of a little-endian pcapng file.
enum Pcapng {
  private static func little(_ value: UInt32) -> [UInt8] { Packets.big32(value).reversed() }

  private static func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
    let padded = body + Array(repeating: 0, count: (4 - body.count % 4) % 4)
    let length = little(UInt32(12 + padded.count))
    return little(type) + length + padded + length
  }

  static func section() -> [UInt8] {
    block(0x0A0D_0D0A, little(0x1A2B_3C4D) + [1, 0, 0, 0] + Array(repeating: 0xFF, count: 8))
  }

  static func interface(link: UInt8) -> [UInt8] {
    block(1, [link, 0, 0, 0] + little(262_144))
  }

  static func packet(_ frame: [UInt8], microseconds: UInt64) -> [UInt8] {
    let length = little(UInt32(frame.count))
    return block(
      6,
      little(0) + little(UInt32(microseconds >> 32)) + little(UInt32(truncatingIfNeeded: microseconds)) + length
        + length
        + frame
    )
  }
}
