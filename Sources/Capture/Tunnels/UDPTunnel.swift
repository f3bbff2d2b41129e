/// Protocols that carry packets inside UDP, found by their port.
enum UDPTunnel {
  /// The header inside the datagram that `packet` holds, which is then at its front; nil, and the packet as it was,
  /// when the datagram is a plain one.
  @inline(__always)
  static func header(in packet: inout Packet, source: UInt16, destination: UInt16) -> Header? {
    guard source == GTPU.port || destination == GTPU.port else { return nil }
    return GTPU.innerHeader(in: &packet)
  }
}
