/// A record of Endace's capture cards (LINKTYPE_ERF): 16 bytes, extension headers of 8, then the frame as it was.
enum ERF {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(16) else { return .lost(.linkHeader) }
    packet.skip(16)
    // The highest bit of the type, and of the first byte of each extension header, says that one more follows.
    var moreFollow = header[8] & 0x80 != 0
    while moreFollow {
      guard let extra = packet.header(8) else { return .lost(.linkHeader) }
      packet.skip(8)
      moreFollow = extra[0] & 0x80 != 0
    }
    switch header[8] & 0x7F {
    // Ethernet, plain and in its coloured and hashed forms, with two bytes in front that align what follows.
    case 2, 11, 16, 20:
      guard packet.header(2) != nil else { return .lost(.linkHeader) }
      packet.skip(2)
      return .header(.ethernet)
    // HDLC of a serial line, which is PPP's or Cisco's.
    case 1, 10, 15, 17, 19:
      guard let start = packet.header(1) else { return .lost(.linkHeader) }
      return .header(start[0] == 0x0F || start[0] == 0x8F ? .ciscoHDLC : .ppp)
    case 22: return .header(.ipv4)
    case 23: return .header(.ipv6)
    // Padding, and what the card says about itself.
    case 27, 48: return .nothing
    default: return .lost(.erfType)
    }
  }
}
