/// One label of MPLS (RFC 3032 section 2.1).
///
/// Below the last one nothing names the protocol, so its first bytes have to tell: IP, or the Ethernet of a pseudowire
/// with or without a control word (RFC 4385 section 3, RFC 4448 section 4.6).
enum MPLS {
  static func decode(_ packet: inout Packet) -> Step {
    guard let label = packet.header(4) else { return .lost(.tunnelHeader) }
    packet.skip(4)
    guard label[2] & 1 == 1 else { return .header(.mpls) }
    guard let next = packet.header(1) else { return .lost(.tunnelHeader) }
    if isIP(packet) { return RawIP.step(version: next[0] >> 4) }
    let controlWord = 4
    if next[0] >> 4 == 0, isEthernet(packet, at: controlWord) {
      packet.skip(controlWord)
      return .header(.ethernet)
    }
    return isEthernet(packet, at: 0) ? .header(.ethernet) : RawIP.step(version: next[0] >> 4)
  }

  /// Whether IP begins here and has the length that the layer has, or less.
  private static func isIP(_ packet: Packet) -> Bool {
    guard let header = packet.header(20) else { return false }
    return switch header[0] >> 4 {
    case 4: header[0] & 0x0F >= 5 && header.uint16(at: 2) >= 20 && Int(header.uint16(at: 2)) <= packet.length
    case 6: Int(header.uint16(at: 4)) + 40 <= packet.length
    default: false
    }
  }

  /// Whether an Ethernet header at `offset` names a protocol that can be read.
  private static func isEthernet(_ packet: Packet, at offset: Int) -> Bool {
    guard let header = packet.header(offset + 14) else { return false }
    let number = header.uint16(at: offset + 12)
    guard number > EtherType.longestLength, case .header = EtherType.step(number) else { return false }
    return true
  }
}
