/// Protocols that carry packets inside UDP, found by their port.
enum UDPTunnel {
  /// The header inside the datagram that `packet` holds, which is then at its front; nil, and the packet as it was,
  /// when the datagram is a plain one.
  @inline(__always)
  static func header(in packet: inout Packet, source: UInt16, destination: UInt16) -> Header? {
    if HEP.begins(packet) { return .hep }
    // Media have higher ports on both sides: one comparison lets them pass.
    guard min(source, destination) < 10_000 else { return nil }
    return registered(in: &packet, source: source, destination: destination)
  }

  private static func registered(in packet: inout Packet, source: UInt16, destination: UInt16) -> Header? {
    switch destination {
    case VXLAN.port, VXLAN.linuxPort: return VXLAN.innerHeader(in: &packet)
    case VXLAN.genericPort: return VXLAN.genericInnerHeader(in: &packet)
    case Geneve.port: return Geneve.innerHeader(in: &packet)
    default: break
    }
    if source == GTPU.port || destination == GTPU.port { return GTPU.innerHeader(in: &packet) }
    if source == SCTP.port || destination == SCTP.port { return SCTP.begins(packet) ? .sctp : nil }
    if source == ESP.port || destination == ESP.port { return ESP.innerHeader(in: &packet) }
    return nil
  }
}
