/// An extension header that is only passed: hop-by-hop, routing, destination options (RFC 8200 section 4).
enum IPv6Option {
  static func decode(_ packet: inout Packet) -> Step {
    guard let start = packet.header(8), let header = packet.header(Int(start[1]) * 8 + 8) else {
      return .lost(.ipv6Header)
    }
    packet.skip(header.count)
    return IPProtocol.step(header[0])
  }
}
