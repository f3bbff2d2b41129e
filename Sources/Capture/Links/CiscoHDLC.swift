/// Cisco's framing of serial lines (LINKTYPE_C_HDLC): address, control, EtherType.
enum CiscoHDLC {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(4) else { return .lost(.linkHeader) }
    packet.skip(4)
    return EtherType.step(header.uint16(at: 2))
  }
}
