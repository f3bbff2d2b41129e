/// A packet that Linux's firewall logged (LINKTYPE_NFLOG): a list of attributes, one of which is the packet.
enum NFLOG {
  /// NFULA_PAYLOAD.
  private static let payload: UInt16 = 9

  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(4) else { return .lost(.linkHeader) }
    packet.skip(4)
    guard header[1] == 0 else { return .lost(.linkHeader) }
    // Lengths and types are in the order of the machine that logged; a type has few values, so its order shows.
    while let attribute = packet.header(4) {
      let isLittle = attribute[3] == 0 || attribute[3] == 0x80
      let length = isLittle ? attribute.uint16(at: 0).byteSwapped : attribute.uint16(at: 0)
      let type = (isLittle ? attribute.uint16(at: 2).byteSwapped : attribute.uint16(at: 2)) & 0x7FFF
      guard length >= 4 else { return .lost(.linkHeader) }
      if type == payload {
        packet.resize(to: Int(length))
        packet.skip(4)
        return .header(.rawIP)
      }
      guard packet.header((Int(length) + 3) / 4 * 4) != nil else { return .lost(.linkHeader) }
      packet.skip((Int(length) + 3) / 4 * 4)
    }
    return .lost(.linkHeader)
  }
}
