/// One label of MPLS (RFC 3032 section 2.1).
///
/// Below the last one nothing names the protocol: IP is told by its version.
enum MPLS {
  static func decode(_ packet: inout Packet) -> Step {
    guard let label = packet.header(4) else { return .lost(.tunnelHeader) }
    packet.skip(4)
    guard label[2] & 1 == 1 else { return .header(.mpls) }
    guard let next = packet.header(1) else { return .lost(.tunnelHeader) }
    return RawIP.step(version: next[0] >> 4)
  }
}
