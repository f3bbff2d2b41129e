internal import Wire

/// The header of IPv6 (RFC 8200 section 3).
enum IPv6 {
  @inline(__always)
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(40), header[0] >> 4 == 6 else { return .lost(.ipv6Header) }
    packet.source = IPAddress(v6High: header.uint64(at: 8), low: header.uint64(at: 16))
    packet.destination = IPAddress(v6High: header.uint64(at: 24), low: header.uint64(at: 32))
    packet.skip(40)
    let payloadLength = Int(header.uint16(at: 4))
    // 0 stands in a jumbogram (RFC 2675) and where the card segments by itself (TSO).
    if payloadLength != 0 { packet.resize(to: payloadLength) }
    return IPProtocol.step(header[6])
  }
}
