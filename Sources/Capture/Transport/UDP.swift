/// The header of UDP (RFC 768).
enum UDP {
  @inline(__always)
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(8) else { return .lost(.udpHeader) }
    let length = Int(header.uint16(at: 4))
    // A length of 0, or one that IP contradicts, is the sender's mistake: the packet then ends where IP says.
    if length >= 8, length <= packet.length { packet.resize(to: length) }
    packet.skip(8)
    let source = header.uint16(at: 0)
    let destination = header.uint16(at: 2)
    if let inner = UDPTunnel.header(in: &packet, source: source, destination: destination) { return .header(inner) }
    return .datagram(source: source, destination: destination)
  }
}
