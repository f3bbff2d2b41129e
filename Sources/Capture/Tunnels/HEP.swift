internal import Wire

/// Homer's encapsulation (HEP, version 3 also called EEP): a SIP message in a datagram or on a stream to a collector,
/// with the addresses, transport and time that it had where it was seen.
enum HEP {
  /// What every message of version 3 begins with.
  private static let magic: UInt32 = 0x4845_5033

  /// Whether the UDP payload of `packet` is a message of HEP.
  @inline(__always)
  static func begins(_ packet: Packet) -> Bool {
    guard let start = packet.header(6) else { return false }
    let word = start.uint32(at: 0)
    if word == magic { return Int(start.uint16(at: 4)) == packet.length }
    return word >> 24 <= 2 && word != 0 && HEPBinary.begins(packet)
  }

  /// How long the message at the front of `bytes` is, once that is known; 0 when none begins there.
  static func length(of bytes: ArraySlice<UInt8>) -> Int? {
    let start = Array(bytes.prefix(6))
    let known: [UInt8] = [0x48, 0x45, 0x50, 0x33]
    guard start.starts(with: known.prefix(start.count)) else { return 0 }
    guard start.count == 6 else { return nil }
    let length = Int(start[4]) << 8 | Int(start[5])
    return length > 6 ? length : 0
  }

  /// Takes a whole message apart, of whichever version.
  static func decode(_ packet: inout Packet) -> Step {
    guard let start = packet.header(6) else { return .lost(.hepMessage) }
    return start.uint32(at: 0) == magic ? decodeChunks(&packet) : HEPBinary.decode(&packet)
  }

  /// The transport of a number of IP; Kamailio says 22 for TLS.
  static func transport(_ number: UInt8) -> Transport {
    switch number {
    case 6: .tcp
    case 22: .tls
    case 132: .sctp
    default: .udp
    }
  }

  /// Version 3: six bytes, then chunks of a vendor, a type and a length that counts these six bytes too.
  private static func decodeChunks(_ packet: inout Packet) -> Step {
    var rest = packet
    var found = HEPDescription()
    rest.skip(6)
    while let header = rest.header(6) {
      let length = Int(header.uint16(at: 4))
      guard length >= 6, length <= rest.length else { return .lost(.hepMessage) }
      // The generic chunks have the vendor 0; what vendors add is of no concern here.
      if header.uint16(at: 0) == 0 {
        var body = rest
        body.skip(6)
        body.resize(to: length - 6)
        found.take(type: header.uint16(at: 2), body)
      }
      rest.skip(length)
    }
    return found.step(&packet)
  }
}
