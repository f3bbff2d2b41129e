/// The fragment header of IPv6 (RFC 8200 section 4.5).
enum IPv6Fragment {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(8) else { return .lost(.ipv6Header) }
    packet.skip(8)
    let field = header.uint16(at: 2)
    // Offset 0 and none to follow: an atomic fragment, whole as it stands (RFC 6946).
    guard field & 0xFFF9 != 0 else { return IPProtocol.step(header[0]) }
    return .fragment(
      Fragment(
        identification: header.uint32(at: 4),
        protocolNumber: header[0],
        offset: Int(field & 0xFFF8),
        moreFollow: field & 1 != 0
      )
    )
  }
}
