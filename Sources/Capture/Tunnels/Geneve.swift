/// Generic network virtualization (RFC 8926 section 3.4): eight bytes, options, then what the protocol type says.
enum Geneve {
  static let port: UInt16 = 6081

  /// The header inside; nil, and `packet` as it was, when this is no Geneve of version 0.
  static func innerHeader(in packet: inout Packet) -> Header? {
    guard let start = packet.header(8), start[0] & 0xC0 == 0, start[1] & 0x3F == 0, start[7] == 0,
      let header = packet.header(8 + Int(start[0] & 0x3F) * 4)
    else { return nil }
    let transparentEthernet: UInt16 = 0x6558
    let number = header.uint16(at: 2)
    guard case .header(let inner) = number == transparentEthernet ? .header(.ethernet) : EtherType.step(number) else {
      return nil
    }
    packet.skip(header.count)
    return inner
  }
}
