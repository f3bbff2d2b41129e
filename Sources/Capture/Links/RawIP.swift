/// No link header at all: the packet begins with IP, and its first four bits tell the version.
enum RawIP {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(1) else { return .lost(.linkHeader) }
    return step(version: header[0] >> 4)
  }

  /// The IP header of `version`; anything else is not IP.
  static func step(version: UInt8) -> Step {
    switch version {
    case 4: .header(.ipv4)
    case 6: .header(.ipv6)
    default: .nothing
    }
  }
}
