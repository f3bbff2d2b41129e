internal import Wire

/// The checksum of IP's protocols (RFC 1071), with the pseudo header of TCP (RFC 9293 section 3.1).
enum InternetChecksum {
  /// Whether the payload of `packet` carries the right checksum for its addresses.
  static func isRight(of packet: Packet, protocolNumber: UInt8) -> Bool {
    let bytes = packet.payload
    var sum = UInt64(protocolNumber) + UInt64(bytes.count)
    for half in [packet.source.high, packet.source.low, packet.destination.high, packet.destination.low] {
      sum += (half >> 48) + (half >> 32 & 0xFFFF) + (half >> 16 & 0xFFFF) + (half & 0xFFFF)
    }
    var offset = 0
    while offset + 2 <= bytes.count {
      sum += UInt64(bytes.uint16(at: offset))
      offset += 2
    }
    if offset < bytes.count { sum += UInt64(bytes[offset]) << 8 }
    while sum > 0xFFFF { sum = (sum & 0xFFFF) + (sum >> 16) }
    return sum == 0xFFFF
  }
}
