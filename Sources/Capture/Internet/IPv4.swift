internal import Wire

/// The header of IPv4 (RFC 791 section 3.1).
///
/// Its checksum is not looked at: network cards fill it in after the capture.
enum IPv4 {
  @inline(__always)
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(20) else { return .lost(.ipv4Header) }
    let headerLength = Int(header[0] & 0x0F) * 4
    guard header[0] >> 4 == 4, headerLength >= 20, headerLength <= packet.captured else { return .lost(.ipv4Header) }
    let totalLength = Int(header.uint16(at: 2))
    // A card that segments by itself (TSO) leaves the total length 0: the packet is as long as the frame says.
    if totalLength != 0 {
      guard totalLength >= headerLength else { return .lost(.ipv4Header) }
      packet.resize(to: totalLength)
    }
    packet.source = IPAddress(v4: header.uint32(at: 12))
    packet.destination = IPAddress(v4: header.uint32(at: 16))
    packet.skip(headerLength)
    let fragmentField = header.uint16(at: 6)
    guard fragmentField & 0x3FFF != 0 else { return IPProtocol.step(header[9]) }
    return .fragment(
      Fragment(
        identification: UInt32(header.uint16(at: 4)),
        protocolNumber: header[9],
        offset: Int(fragmentField & 0x1FFF) * 8,
        moreFollow: fragmentField & 0x2000 != 0
      )
    )
  }
}
