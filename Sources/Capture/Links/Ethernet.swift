/// Ethernet II: two addresses of six bytes and an EtherType.
///
/// IEEE 802.3 frames, which carry a length there, hold no IP.
enum Ethernet {
  @inline(__always)
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(14) else { return .lost(.linkHeader) }
    packet.skip(14)
    return EtherType.step(header.uint16(at: 12))
  }
}
