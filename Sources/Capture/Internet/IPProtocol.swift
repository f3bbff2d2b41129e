/// The number by which IP headers name what is behind them (RFC 5237, RFC 8200 section 4).
enum IPProtocol {
  /// What is behind an IP header that names protocol `number`.
  @inline(__always)
  static func step(_ number: UInt8) -> Step {
    switch number {
    case 17: .header(.udp)
    case 6: .header(.tcp)
    case 4: .header(.ipv4)
    case 41: .header(.ipv6)
    case 47: .header(.gre)
    case 137: .header(.mpls)
    case 44: .header(.ipv6Fragment)
    case 51: .header(.authentication)
    // Hop-by-hop, routing, destination options, mobility, HIP, shim6.
    case 0, 43, 60, 135, 139, 140: .header(.ipv6Option)
    case 50: .header(.esp)
    case 132: .header(.sctp)
    default: .nothing
    }
  }
}
