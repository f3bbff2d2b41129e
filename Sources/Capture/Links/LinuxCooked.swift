/// The cooked header of Linux's `any` interface, version 1: 16 bytes, the EtherType at 14 (LINKTYPE_LINUX_SLL).
enum LinuxCooked {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(16) else { return .lost(.linkHeader) }
    packet.skip(16)
    return EtherType.step(header.uint16(at: 14))
  }
}
