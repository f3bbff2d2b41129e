/// The header of TCP (RFC 9293 section 3.1); options are passed over.
enum TCP {
  static func decode(_ packet: inout Packet) -> Step {
    guard let fixed = packet.header(20) else { return .lost(.tcpHeader) }
    let length = Int(fixed[12] >> 4) * 4
    guard length >= 20, length <= packet.length else { return .lost(.tcpHeader) }
    // A snap length may cut inside the options; then nothing of the payload was captured.
    let optionsMissing = max(0, length - packet.captured)
    packet.skip(length)
    if optionsMissing > 0 { packet.resize(to: packet.missing - optionsMissing) }
    return .segment(
      TCPHeader(
        source: fixed.uint16(at: 0),
        destination: fixed.uint16(at: 2),
        sequence: fixed.uint32(at: 4),
        acknowledgment: fixed.uint32(at: 8),
        flags: TCPHeader.Flags(rawValue: fixed[13])
      )
    )
  }
}
