/// Headers as bytes, written out independently of the decoders that read them.
enum Packets {
  static let alice: [UInt8] = [192, 0, 2, 1]
  static let bob: [UInt8] = [192, 0, 2, 2]
  static let alice6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [1]
  static let bob6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [2]

  static func big16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }

  static func big32(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * UInt32($0)) & 0xFF) } }

  static func ethernet(type: Int = 0x0800, _ payload: [UInt8]) -> [UInt8] {
    Array(repeating: 0x02, count: 12) + big16(type) + payload
  }

  static func ipv4(
    carrying protocolNumber: UInt8 = 17,
    options: [UInt8] = [],
    length: Int? = nil,
    identification: Int = 7,
    offset: Int = 0,
    moreFollow: Bool = false,
    from: [UInt8] = alice,
    to: [UInt8] = bob,
    _ payload: [UInt8]
  ) -> [UInt8] {
    let total = length ?? 20 + options.count + payload.count
    let start = [0x40 | UInt8(5 + options.count / 4), 0] + big16(total) + big16(identification)
    return start + big16((moreFollow ? 0x2000 : 0) | offset / 8) + [64, protocolNumber, 0xBA, 0xD0] + from + to
      + options + payload
  }

  static func ipv6(carrying next: UInt8 = 17, length: Int? = nil, _ payload: [UInt8]) -> [UInt8] {
    [0x60, 0, 0, 0] + big16(length ?? payload.count) + [next, 64] + alice6 + bob6 + payload
  }

  static func ipv6Fragment(
    carrying next: UInt8 = 17,
    identification: UInt32 = 7,
    offset: Int,
    moreFollow: Bool,
    _ payload: [UInt8]
  ) -> [UInt8] {
    ipv6(carrying: 44, [next, 0] + big16(offset | (moreFollow ? 1 : 0)) + big32(identification) + payload)
  }

  static func udp(from source: Int = 5060, to destination: Int = 5080, length: Int? = nil, _ payload: [UInt8])
    -> [UInt8]
  {
    big16(source) + big16(destination) + big16(length ?? 8 + payload.count) + [0xBA, 0xD0] + payload
  }

  static func udp(_ text: String) -> [UInt8] { udp(Array(text.utf8)) }

  static func tcp(
    from source: Int,
    to destination: Int,
    _ flags: String = "A",
    sequence: UInt32,
    acknowledgment: UInt32 = 0,
    options: [UInt8] = [],
    _ payload: [UInt8]
  ) -> [UInt8] {
    var bits: UInt8 = 0
    for flag in flags {
      bits |= ["F": 0x01, "S": 0x02, "R": 0x04, "P": 0x08, "A": 0x10][flag, default: 0]
    }
    return big16(source) + big16(destination) + big32(sequence) + big32(acknowledgment)
      + [UInt8(5 + options.count / 4) << 4, bits, 0xFF, 0xFF, 0, 0, 0, 0] + options + payload
  }
}
