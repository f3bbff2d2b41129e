/// An Ethernet frame of a pcap file, taken apart to check its sums by the book (RFC 1071, RFC 768, RFC 8200 section 8.1).
struct Frame {
  private let bytes: ArraySlice<UInt8>

  /// Every frame of a little-endian pcap file of link type Ethernet.
  static func all(in file: [UInt8]) -> [Frame] {
    func number(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) } }
    guard file.count >= 24, number(0) == 0xA1B2_C3D4, number(20) == 1 else { return [] }
    var frames: [Frame] = []
    var position = 24
    while position + 16 <= file.count {
      let length = number(position + 8)
      frames.append(Frame(bytes: file[position + 16..<position + 16 + length]))
      position += 16 + length
    }
    return frames
  }

  private func slice(_ range: Range<Int>) -> [UInt8] {
    Array(bytes[bytes.startIndex + range.lowerBound..<bytes.startIndex + range.upperBound])
  }

  private var isIPv6: Bool { slice(12..<14) == [0x86, 0xDD] }
  private var udpStart: Int { isIPv6 ? 54 : 34 }

  /// The sum of the IPv4 header: all ones when its checksum is right; IPv6 has none.
  var ipSum: UInt32 { isIPv6 ? 0xFFFF : Self.sum(slice(14..<34)) }

  /// The sum of pseudo header and datagram: all ones when the checksum is right.
  var udpSum: UInt32 {
    let datagram = slice(udpStart..<bytes.count)
    let addresses = isIPv6 ? slice(22..<54) : slice(26..<34)
    return Self.sum(addresses + [0, 17] + [UInt8(datagram.count >> 8), UInt8(datagram.count & 0xFF)] + datagram)
  }

  /// Zero would mean that there is none.
  var udpChecksum: Int { slice(udpStart + 6..<udpStart + 8).reduce(0) { $0 << 8 | Int($1) } }

  private static func sum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0
    for (index, byte) in bytes.enumerated() { sum += index % 2 == 0 ? UInt32(byte) << 8 : UInt32(byte) }
    while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
    return sum
  }
}
