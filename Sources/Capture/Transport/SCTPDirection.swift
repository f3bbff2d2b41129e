internal import Wire

/// One direction of one SCTP association, told from a later one on the same ports by its verification tag.
struct SCTPDirection: Hashable {
  let source: Endpoint
  let destination: Endpoint
  private let verificationTag: UInt32

  init(_ packet: Packet, _ header: Octets) {
    source = Endpoint(address: packet.source, port: header.uint16(at: 0))
    destination = Endpoint(address: packet.destination, port: header.uint16(at: 2))
    verificationTag = header.uint32(at: 4)
  }
}
