/// PPP behind one byte that says which way it went (LINKTYPE_PPP_WITH_DIR): what pppd records of a line, as Wireshark's
/// tools hand it on.
enum DirectedPPP {
  static func decode(_ packet: inout Packet) -> Step {
    guard packet.header(1) != nil else { return .lost(.linkHeader) }
    packet.skip(1)
    return .header(.ppp)
  }
}
