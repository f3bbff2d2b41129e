/// Generic routing encapsulation (RFC 2784, with the key and sequence number of RFC 2890), PPTP's form of it included.
enum GRE {
  static func decode(_ packet: inout Packet) -> Step {
    guard let start = packet.header(4) else { return .lost(.tunnelHeader) }
    let hasSequence = start[0] & 0x10 != 0
    // Source routing (RFC 1701) is used by nobody; version 1 is PPTP's, and counts an acknowledgment as well (RFC 2637).
    guard start[1] & 0x07 <= 1, start[0] & 0x40 == 0 else { return .nothing }
    let isPPTP = start[1] & 0x07 == 1
    let optionalFields =
      (start[0] & 0x80).nonzeroBitCount + (start[0] & 0x30).nonzeroBitCount
      + (isPPTP ? (start[1] & 0x80).nonzeroBitCount : 0)
    guard let header = packet.header(4 + 4 * optionalFields) else { return .lost(.tunnelHeader) }
    packet.skip(header.count)
    switch header.uint16(at: 2) {
    case 0x880B: return isPPTP && packet.length == 0 ? .nothing : .header(.ppp)
    case 0x6558: return .header(.ethernet)
    // ERSPAN of type I has no header of its own, and no sequence number by which it shows.
    case 0x88BE: return .header(hasSequence ? .erspan : .ethernet)
    case 0x22EB: return .header(.erspan)
    case let number: return EtherType.step(number)
    }
  }
}
