/// What a wireless card tells about a frame, in front of it (LINKTYPE_IEEE802_11_RADIOTAP); numbers are little-endian.
enum Radiotap {
  static func decode(_ packet: inout Packet) -> Step {
    guard let start = packet.header(8), start[0] == 0 else { return .lost(.linkHeader) }
    guard let header = packet.header(max(8, Int(start.uint16(at: 2).byteSwapped))) else { return .lost(.linkHeader) }
    packet.skip(header.count)
    let flags = flags(of: header)
    // A frame whose check sequence failed may hold anything.
    if flags & 0x40 != 0 { return .lost(.wifiDamaged) }
    return .header(flags & 0x20 != 0 ? .paddedWiFi : .wifi)
  }

  /// The field of flags, 0 when there is none.
  private static func flags(of header: Octets) -> UInt8 {
    let present = header.uint32(at: 4).byteSwapped
    guard present & 0x02 != 0 else { return 0 }
    // Words that name the fields follow one another as long as the highest bit of each is set.
    var offset = 4
    var word = present
    while word & 0x8000_0000 != 0 {
      offset += 4
      guard offset + 4 <= header.count else { return 0 }
      word = header.uint32(at: offset).byteSwapped
    }
    offset += 4
    // The only field in front is a time of eight bytes, aligned to eight.
    if present & 0x01 != 0 { offset = (offset + 7) / 8 * 8 + 8 }
    return offset < header.count ? header[offset] : 0
  }
}
