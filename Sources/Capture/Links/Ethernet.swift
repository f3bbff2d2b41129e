/// Ethernet: two addresses of six bytes, and an EtherType or a length.
enum Ethernet {
  @inline(__always)
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(14) else { return .lost(.linkHeader) }
    packet.skip(14)
    return EtherType.step(header.uint16(at: 12))
  }
}
