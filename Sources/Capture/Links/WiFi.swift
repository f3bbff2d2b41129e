/// A frame of a wireless LAN (IEEE 802.11-2020 section 9.3.2.1): a data frame carries LLC.
enum WiFi {
  /// Passes the header of a data frame.
  ///
  /// - Parameters:
  ///   - packet: a frame without its preamble.
  ///   - alignment: some cards fill the header up to a multiple of 4 bytes.
  static func decode(_ packet: inout Packet, alignment: Int = 1) -> Step {
    guard let control = packet.header(2) else { return .lost(.linkHeader) }
    let flags = control[1]
    // Data frames alone carry packets, and of them those whose subtype does not say 'no data'.
    guard control[0] & 0x0F == 0x08, control[0] & 0x40 == 0 else { return .nothing }
    let isQoS = control[0] & 0x80 != 0
    // Four addresses between access points, and the HT control field behind the QoS field when the order bit is set.
    let addresses = flags & 0x03 == 0x03 ? 30 : 24
    guard let header = packet.header(addresses + (isQoS ? flags & 0x80 != 0 ? 6 : 2 : 0)) else {
      return .lost(.linkHeader)
    }
    guard flags & 0x40 == 0 else { return .lost(.wifiProtected) }
    guard flags & 0x04 == 0, header[22] & 0x0F == 0 else { return .lost(.wifiFragment) }
    if isQoS, header[addresses] & 0x80 != 0 { return .lost(.wifiAggregate) }
    packet.skip((header.count + alignment - 1) / alignment * alignment)
    return .header(.llc)
  }
}
