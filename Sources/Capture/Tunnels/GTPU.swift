/// The user plane of mobile networks: a phone's IP packets in UDP (GTPv1-U, 3GPP TS 29.281 section 5).
enum GTPU {
  static let port: UInt16 = 2152

  /// The header of the phone's own packet; nil, and `packet` as it was, when this is no valid G-PDU.
  static func innerHeader(in packet: inout Packet) -> Header? {
    // Version 1, GTP and not GTP', message type 255 (G-PDU), and a length that fits the datagram.
    guard let header = packet.header(8), header[0] & 0xF0 == 0x30, header[1] == 255,
      Int(header.uint16(at: 2)) == packet.length - 8
    else { return nil }
    var inner = packet
    inner.skip(8)
    if header[0] & 0x07 != 0 {
      guard let optional = inner.header(4) else { return nil }
      inner.skip(4)
      var next = optional[3]
      while header[0] & 0x04 != 0, next != 0 {
        // An extension counts its length in 4 bytes, and its last byte names the next; each step takes 4 bytes or more.
        guard let start = inner.header(4), start[0] > 0, let whole = inner.header(Int(start[0]) * 4) else { return nil }
        next = whole[whole.count - 1]
        inner.skip(whole.count)
      }
    }
    guard let first = inner.header(20) else { return nil }
    guard case .header(let found) = RawIP.step(version: first[0] >> 4) else { return nil }
    packet = inner
    return found
  }
}
