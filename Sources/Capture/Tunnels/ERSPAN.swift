/// What a switch mirrors to a far port, in GRE (draft-foschiano-erspan): type II has 8 bytes in front of the frame,
/// type III 12, and 8 more when it says so.
enum ERSPAN {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(8) else { return .lost(.tunnelHeader) }
    switch header[0] >> 4 {
    case 1: packet.skip(8)
    case 2:
      guard let header = packet.header(12) else { return .lost(.tunnelHeader) }
      let length = header[11] & 0x01 == 0 ? 12 : 20
      guard packet.header(length) != nil else { return .lost(.tunnelHeader) }
      packet.skip(length)
      // The kind of frame: Ethernet, or an IP packet alone.
      if header[10] >> 3 & 0x1F == 2, header[10] & 0x80 == 0 { return .header(.rawIP) }
    default: return .lost(.tunnelHeader)
    }
    return .header(.ethernet)
  }
}
