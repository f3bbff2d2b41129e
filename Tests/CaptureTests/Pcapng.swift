/// Blocks of a pcapng file, little-endian unless told otherwise.
struct Pcapng {
  var isBigEndian = false

  private func word(_ value: UInt32) -> [UInt8] {
    isBigEndian ? Packets.big32(value) : Packets.big32(value).reversed()
  }

  private func half(_ value: UInt16) -> [UInt8] {
    let big = Packets.big16(Int(value))
    return isBigEndian ? big : big.reversed()
  }

  /// A block of any kind; `behind` is the length at its end, when that lies.
  func block(_ type: UInt32, _ body: [UInt8], behind: UInt32? = nil) -> [UInt8] {
    let padded = body + Array(repeating: 0, count: (4 - body.count % 4) % 4)
    let length = UInt32(12 + padded.count)
    return word(type) + word(length) + padded + word(behind ?? length)
  }

  func section() -> [UInt8] {
    block(0x0A0D_0D0A, word(0x1A2B_3C4D) + half(1) + half(0) + Array(repeating: 0xFF, count: 8))
  }

  func interface(link: UInt16, snapLength: UInt32 = 262_144, resolution: UInt8? = nil, offset: UInt32? = nil) -> [UInt8]
  {
    var options: [UInt8] = []
    if let resolution { options += half(9) + half(1) + [resolution, 0, 0, 0] }
    if let offset {
      options += half(14) + half(8) + (isBigEndian ? word(0) + word(offset) : word(offset) + word(0))
    }
    return block(1, half(link) + half(0) + word(snapLength) + options)
  }

  func packet(_ frame: [UInt8], ticks: UInt64, interface: UInt32 = 0, captured: UInt32? = nil) -> [UInt8] {
    block(6, word(interface) + body(frame, ticks, captured))
  }

  func obsoletePacket(_ frame: [UInt8], ticks: UInt64, interface: UInt16 = 0) -> [UInt8] {
    block(2, half(interface) + half(0xFFFF) + body(frame, ticks, nil))
  }

  func simplePacket(_ frame: [UInt8], length: Int? = nil) -> [UInt8] {
    block(3, word(UInt32(length ?? frame.count)) + frame)
  }

  private func body(_ frame: [UInt8], _ ticks: UInt64, _ captured: UInt32?) -> [UInt8] {
    word(UInt32(ticks >> 32)) + word(UInt32(truncatingIfNeeded: ticks)) + word(captured ?? UInt32(frame.count))
      + word(UInt32(frame.count)) + frame
  }
}
