/// Encapsulating security payload (RFC 4303), as far as it only signs: null encryption, as VoLTE phones use it.
///
/// Nothing in the packet says whether it is encrypted, so it is tried (as RFC 5879 does): the end has to name a
/// protocol, and what lies between has to be a packet of it to the last byte.
enum ESP {
  /// Where IPsec goes through NAT (RFC 3948).
  static let port: UInt16 = 4500

  /// The sizes of the initialization vector and of the check value that algorithms without encryption use: HMAC-MD5 and
  /// HMAC-SHA1 (12 bytes), AES-XCBC (12), HMAC-SHA2 (16, 24, 32), AES-GMAC (8 and 16), none at all.
  private static let layouts = [(0, 12), (0, 16), (8, 16), (0, 24), (0, 32), (0, 0)]

  static func decode(_ packet: inout Packet) -> Step {
    innerHeader(in: &packet).map { .header($0) } ?? .lost(.encrypted)
  }

  /// The header inside; nil, and `packet` as it was, when this is encrypted or no ESP.
  static func innerHeader(in packet: inout Packet) -> Header? {
    guard packet.missing == 0, let start = packet.header(8), start.uint32(at: 0) != 0 else { return nil }
    for (vector, check) in layouts {
      guard let next = inner(of: packet, vector: vector, check: check) else { continue }
      packet = next.packet
      return next.header
    }
    return nil
  }

  private static func inner(of packet: Packet, vector: Int, check: Int) -> (header: Header, packet: Packet)? {
    let bytes = packet.payload
    let trailer = bytes.count - check - 2
    let start = 8 + vector
    guard trailer >= start else { return nil }
    let end = trailer - Int(bytes[trailer])
    // Padding counts up from 1 (RFC 4303 section 2.4).
    guard end > start, (end..<trailer).allSatisfy({ Int(bytes[$0]) == $0 - end + 1 }) else { return nil }
    guard case .header(let header) = IPProtocol.step(bytes[trailer + 1]) else { return nil }
    var inner = packet
    inner.skip(start)
    inner.resize(to: end - start)
    return isWhole(header, inner) ? (header, inner) : nil
  }

  /// Whether `packet` is one of `header` to its last byte.
  private static func isWhole(_ header: Header, _ packet: Packet) -> Bool {
    let bytes = packet.payload
    switch header {
    case .udp: return bytes.count >= 8 && Int(bytes.uint16(at: 4)) == bytes.count
    case .ipv4: return bytes.count >= 20 && bytes[0] >> 4 == 4 && Int(bytes.uint16(at: 2)) == bytes.count
    case .ipv6: return bytes.count >= 40 && bytes[0] >> 4 == 6 && Int(bytes.uint16(at: 4)) == bytes.count - 40
    case .tcp: return bytes.count >= 20 && InternetChecksum.isRight(of: packet, protocolNumber: 6)
    case .sctp: return SCTP.begins(packet)
    default: return false
    }
  }
}
