/// Logical link control with SNAP (IEEE 802.2, RFC 1042): in front of IP on Wi-Fi and in IEEE 802.3 frames.
enum LLC {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(8) else { return .lost(.linkHeader) }
    // SNAP, unnumbered information, and an organisation that counts in EtherTypes: RFC 1042's or IEEE 802.1H's.
    let isSNAP = header[0] == 0xAA && header[1] == 0xAA && header[2] == 0x03
    guard isSNAP, header[3] == 0, header[4] == 0, header[5] == 0 || header[5] == 0xF8 else { return .nothing }
    packet.skip(8)
    return EtherType.step(header.uint16(at: 6))
  }
}
