/// Generic routing encapsulation (RFC 2784, with the key and sequence number of RFC 2890).
enum GRE {
  static func decode(_ packet: inout Packet) -> Step {
    guard let start = packet.header(4) else { return .lost(.tunnelHeader) }
    // Version 1 is PPTP's and carries PPP; source routing (RFC 1701) is used by nobody.
    guard start[1] & 0x07 == 0, start[0] & 0x40 == 0 else { return .nothing }
    let optionalFields = (start[0] & 0x80).nonzeroBitCount + (start[0] & 0x30).nonzeroBitCount
    guard let header = packet.header(4 + 4 * optionalFields) else { return .lost(.tunnelHeader) }
    packet.skip(header.count)
    let transparentEthernet: UInt16 = 0x6558
    return header.uint16(at: 2) == transparentEthernet ? .header(.ethernet) : EtherType.step(header.uint16(at: 2))
  }
}
