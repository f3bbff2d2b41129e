internal import Wire

/// Versions 1 and 2 of HEP: eight bytes, two addresses, in version 2 a time and a number of the agent, then the message.
enum HEPBinary {
  /// Whether a message of these versions is the payload of `packet`: its header has one of two lengths, which goes with
  /// the family of its addresses, and letters follow.
  static func begins(_ packet: Packet) -> Bool {
    guard let start = packet.header(8), let length = length(of: start), let all = packet.header(length + 3) else {
      return false
    }
    return (length..<(length + 3)).allSatisfy { isLetter(all[$0]) }
  }

  /// Takes the header off the front.
  static func decode(_ packet: inout Packet) -> Step {
    guard let start = packet.header(8), let length = length(of: start), let header = packet.header(length) else {
      return .lost(.hepMessage)
    }
    if start[2] == 2 {
      packet.source = IPAddress(v4: header.uint32(at: 8))
      packet.destination = IPAddress(v4: header.uint32(at: 12))
    } else {
      packet.source = IPAddress(v6High: header.uint64(at: 8), low: header.uint64(at: 16))
      packet.destination = IPAddress(v6High: header.uint64(at: 24), low: header.uint64(at: 32))
    }
    if start[0] == 2 { setTime(of: &packet, header, at: Int(start[1])) }
    packet.skip(length)
    return .datagram(
      source: header.uint16(at: 4),
      destination: header.uint16(at: 6),
      transport: HEP.transport(header[3])
    )
  }

  /// The time is in the order of the agent's machine: of both readings, the one nearer to the time of the frame.
  private static func setTime(of packet: inout Packet, _ header: Octets, at offset: Int) {
    let (seconds, microseconds) = (header.uint32(at: offset), header.uint32(at: offset + 4))
    let readings = [
      CaptureTime(seconds: seconds, microseconds: microseconds),
      CaptureTime(seconds: seconds.byteSwapped, microseconds: microseconds.byteSwapped),
    ]
    let captured = packet.time
    let distance = { (time: CaptureTime) in (time.nanoseconds &- captured.nanoseconds).magnitude }
    packet.time = readings.min { distance($0) < distance($1) } ?? captured
  }

  /// How long all of the header is; nil when this is none.
  private static func length(of start: Octets) -> Int? {
    guard start[0] == 1 || start[0] == 2, [6, 17, 22, 132].contains(start[3]) else { return nil }
    // AF_INET, and AF_INET6 of Linux.
    guard start[2] == 2 && start[1] == 16 || start[2] == 10 && start[1] == 40 else { return nil }
    let timeAndAgent = 12
    return Int(start[1]) + (start[0] == 2 ? timeAndAgent : 0)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
  }
}
