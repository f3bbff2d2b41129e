/// One tag of IEEE 802.1Q or 802.1ad (QinQ): two bytes of priority and number, then the EtherType of what is inside.
enum VLAN {
  static func decode(_ packet: inout Packet) -> Step {
    guard let tag = packet.header(4) else { return .lost(.linkHeader) }
    packet.skip(4)
    return EtherType.step(tag.uint16(at: 2))
  }
}
