/// The four bytes that BSD and macOS put in front of a loopback packet: the address family.
///
/// DLT_NULL writes it in the order of the capturing machine and DLT_LOOP in network order, so either is taken.
enum Loopback {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(4) else { return .lost(.linkHeader) }
    packet.skip(4)
    let number = header.uint32(at: 0)
    return switch number > 0xFFFF ? number.byteSwapped : number {
    case 2: .header(.ipv4)
    // AF_INET6 of NetBSD and OpenBSD, of FreeBSD, of macOS, of Linux.
    case 24, 28, 30, 10: .header(.ipv6)
    default: .nothing
    }
  }
}
