internal import Wire

/// What a decoder found behind its header.
enum Step {
  /// Another header, at the front of the packet now.
  case header(Header)
  /// A piece of an IP packet; its bytes are the payload of the packet now.
  case fragment(Fragment)
  /// A datagram between these ports, or a message that an agent reports; its payload is the payload of the packet now.
  case datagram(source: UInt16, destination: UInt16, transport: Transport = .udp)
  /// A TCP segment; its payload is the payload of the packet now.
  case segment(TCPHeader)
  /// Chunks of SCTP; they are the payload of the packet now.
  case chunks(SCTPDirection)
  /// Nothing of interest: ARP, ICMP, a protocol that carries no SIP.
  case nothing
  /// The packet can't be read further.
  case lost(Loss)
}
