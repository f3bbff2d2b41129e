/// The common header of SCTP (RFC 9260 section 3.1), over IP or in UDP (RFC 6951).
enum SCTP {
  /// Where SCTP is encapsulated in UDP.
  static let port: UInt16 = 9899

  /// Whether the payload of `packet` is SCTP: behind the header, chunk follows chunk up to its end.
  static func begins(_ packet: Packet) -> Bool {
    guard let header = packet.header(12), header.uint16(at: 0) != 0, header.uint16(at: 2) != 0 else { return false }
    var rest = packet
    rest.skip(12)
    guard rest.length > 0 else { return false }
    while rest.captured > 0 {
      guard let chunk = SCTPChunk(front: &rest), chunk.type & 0x3F <= 15 || chunk.type == 64 else { return false }
    }
    return true
  }

  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(12) else { return .lost(.sctpHeader) }
    packet.skip(12)
    return .chunks(SCTPDirection(packet, header))
  }
}
