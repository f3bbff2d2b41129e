/// Ethernet in UDP (RFC 7348), and its generic form that names another protocol (draft-ietf-nvo3-vxlan-gpe).
enum VXLAN {
  static let port: UInt16 = 4789
  /// What Linux used before there was a number.
  static let linuxPort: UInt16 = 8472
  static let genericPort: UInt16 = 4790

  /// The header inside; nil, and `packet` as it was, when this is no VXLAN.
  static func innerHeader(in packet: inout Packet) -> Header? {
    guard let header = start(of: packet) else { return nil }
    packet.skip(header.count)
    return .ethernet
  }

  /// The header inside the generic form; nil, and `packet` as it was, when this is none.
  static func genericInnerHeader(in packet: inout Packet) -> Header? {
    guard let header = start(of: packet) else { return nil }
    let inner: Header
    switch header[0] & 0x04 == 0 ? 3 : header[3] {
    case 1: inner = .ipv4
    case 2: inner = .ipv6
    case 3: inner = .ethernet
    case 5: inner = .mpls
    default: return nil
    }
    packet.skip(header.count)
    return inner
  }

  /// The eight bytes in front, with the network's number valid, the last one reserved, and a packet behind.
  private static func start(of packet: Packet) -> Octets? {
    guard packet.captured >= 8 + 14, let header = packet.header(8) else { return nil }
    return header[0] & 0x48 == 0x08 && header[7] == 0 ? header : nil
  }
}
