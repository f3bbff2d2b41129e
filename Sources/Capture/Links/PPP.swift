/// The point-to-point protocol (RFC 1661 section 2), by itself or inside PPPoE, PPTP or an ERF record.
enum PPP {
  static func decode(_ packet: inout Packet) -> Step {
    // The address and control bytes of HDLC (RFC 1662 section 3.1) may be left out, and half of the number too.
    if let start = packet.header(2), start[0] == 0xFF, start[1] == 0x03 { packet.skip(2) }
    guard let first = packet.header(1) else { return .lost(.linkHeader) }
    let isShort = first[0] & 1 == 1
    guard let number = packet.header(isShort ? 1 : 2) else { return .lost(.linkHeader) }
    packet.skip(number.count)
    return switch isShort ? UInt16(number[0]) : number.uint16(at: 0) {
    case 0x0021: .header(.ipv4)
    case 0x0057: .header(.ipv6)
    case 0x0281, 0x0283: .header(.mpls)
    default: .nothing
    }
  }
}
