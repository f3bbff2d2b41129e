/// What an IP header tells about a piece of a packet.
struct Fragment {
  /// What the pieces of one packet share, beside their addresses.
  let identification: UInt32
  /// What is inside; IPv6 trusts the piece at offset 0 alone.
  let protocolNumber: UInt8
  /// Where in the packet its bytes belong.
  let offset: Int
  /// Whether it is not the last.
  let moreFollow: Bool
}
