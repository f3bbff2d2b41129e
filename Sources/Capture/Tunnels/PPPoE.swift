/// A session of PPP over Ethernet (RFC 2516 section 4), as DSL lines have it: six bytes, then the number of PPP.
enum PPPoE {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(8) else { return .lost(.tunnelHeader) }
    packet.skip(8)
    return switch header.uint16(at: 6) {
    case 0x0021: .header(.ipv4)
    case 0x0057: .header(.ipv6)
    case 0x0281: .header(.mpls)
    default: .nothing
    }
  }
}
