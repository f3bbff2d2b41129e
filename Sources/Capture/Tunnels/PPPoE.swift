/// A session of PPP over Ethernet (RFC 2516 section 4), as DSL lines have it: six bytes, then PPP.
enum PPPoE {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(6) else { return .lost(.tunnelHeader) }
    packet.skip(6)
    // Version 1, type 1, session data; the rest keeps a session up.
    return header[0] == 0x11 && header[1] == 0 ? .header(.ppp) : .nothing
  }
}
