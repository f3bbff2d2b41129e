/// The authentication header, which signs but does not encrypt (RFC 4302); it counts its length in 4 bytes, minus 2.
enum AuthenticationHeader {
  static func decode(_ packet: inout Packet) -> Step {
    guard let start = packet.header(12), let header = packet.header(max(12, Int(start[1]) * 4 + 8)) else {
      return .lost(.ipv6Header)
    }
    packet.skip(header.count)
    return IPProtocol.step(header[0])
  }
}
