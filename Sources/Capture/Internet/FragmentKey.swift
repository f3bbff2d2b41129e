internal import Wire

/// What tells the pieces of one packet from those of another (RFC 791 section 3.2, RFC 8200 section 4.5).
struct FragmentKey: Hashable {
  let source: IPAddress
  let destination: IPAddress
  let identification: UInt32
  /// 0 for IPv6, where it is no part of the key.
  let protocolNumber: UInt8
}
