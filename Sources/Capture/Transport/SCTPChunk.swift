/// A chunk of an SCTP packet (RFC 9260 section 3.2).
struct SCTPChunk {
  /// The type of a piece of a user message (RFC 9260 section 3.3.1).
  static let data: UInt8 = 0
  /// The type of a piece of an interleaved message (RFC 8260 section 2.1).
  static let interleaved: UInt8 = 64

  let type: UInt8
  let flags: UInt8
  /// The packet, narrowed to the chunk's value.
  private(set) var value: Packet

  /// Takes the chunk at the front of `packet`, and its padding; nil when none is whole enough to be read.
  init?(front packet: inout Packet) {
    guard let header = packet.header(4) else { return nil }
    let length = Int(header.uint16(at: 2))
    guard length >= 4, length <= packet.length else { return nil }
    type = header[0]
    flags = header[1]
    value = packet
    value.resize(to: length)
    value.skip(4)
    packet.skip((length + 3) / 4 * 4)
  }

  /// Whether a message begins with this piece.
  var isFirst: Bool { flags & 0x02 != 0 }
  /// Whether a message ends with this piece.
  var isLast: Bool { flags & 0x01 != 0 }

  /// Takes the header of a piece off the value: its transmission sequence number.
  mutating func takeSequence() -> UInt32? {
    guard let header = value.header(12) else { return nil }
    value.skip(12)
    return header.uint32(at: 0)
  }
}
