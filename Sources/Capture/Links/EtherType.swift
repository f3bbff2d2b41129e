/// The number by which link layers name the protocol they carry (IEEE 802, RFC 9542).
enum EtherType {
  /// The largest number that is a length instead (IEEE 802.3).
  static let longestLength: UInt16 = 1500

  /// What is behind a link header that names protocol `number`.
  @inline(__always)
  static func step(_ number: UInt16) -> Step {
    switch number {
    case 0x0800: .header(.ipv4)
    case 0x86DD: .header(.ipv6)
    case 0x8100, 0x88A8, 0x9100, 0x9200: .header(.vlan)
    case 0x8864: .header(.pppoe)
    case 0x8847, 0x8848: .header(.mpls)
    // A length in its place: IEEE 802.3, where LLC tells what is inside.
    case ...longestLength: .header(.llc)
    default: .nothing
    }
  }
}
