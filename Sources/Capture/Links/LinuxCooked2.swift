/// The cooked header of Linux's `any` interface, version 2: 20 bytes, the EtherType in front (LINKTYPE_LINUX_SLL2).
enum LinuxCooked2 {
  static func decode(_ packet: inout Packet) -> Step {
    guard let header = packet.header(20) else { return .lost(.linkHeader) }
    packet.skip(20)
    return EtherType.step(header.uint16(at: 0))
  }
}
