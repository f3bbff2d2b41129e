/// A header that can be decoded.
///
/// A new protocol is a file with its decoder, a case here, and a line in the table that leads to it: `LinkType`,
/// `EtherType`, `IPProtocol` or `UDPTunnel`.
enum Header {
  case ethernet, linuxCooked, linuxCooked2, loopback, rawIP, ppp, directedPPP, ciscoHDLC
  case erf, wifi, paddedWiFi, radiotap, nflog
  case llc, vlan, pppoe, mpls
  case ipv4, ipv6, ipv6Option, ipv6Fragment, authentication, esp, gre, erspan
  case udp, tcp, sctp, hep

  /// How many headers a frame may have: more than any network nests, and a bound for a hostile one.
  static let limit = 32

  /// Takes this header off the front of `packet` and tells what is behind it.
  @inline(__always)
  func decode(_ packet: inout Packet) -> Step {
    switch self {
    case .ethernet: Ethernet.decode(&packet)
    case .linuxCooked: LinuxCooked.decode(&packet)
    case .linuxCooked2: LinuxCooked2.decode(&packet)
    case .loopback: Loopback.decode(&packet)
    case .rawIP: RawIP.decode(&packet)
    case .ppp: PPP.decode(&packet)
    case .directedPPP: DirectedPPP.decode(&packet)
    case .ciscoHDLC: CiscoHDLC.decode(&packet)
    case .erf: ERF.decode(&packet)
    case .wifi: WiFi.decode(&packet)
    case .paddedWiFi: WiFi.decode(&packet, alignment: 4)
    case .radiotap: Radiotap.decode(&packet)
    case .nflog: NFLOG.decode(&packet)
    case .llc: LLC.decode(&packet)
    case .vlan: VLAN.decode(&packet)
    case .pppoe: PPPoE.decode(&packet)
    case .mpls: MPLS.decode(&packet)
    case .ipv4: IPv4.decode(&packet)
    case .ipv6: IPv6.decode(&packet)
    case .ipv6Option: IPv6Option.decode(&packet)
    case .ipv6Fragment: IPv6Fragment.decode(&packet)
    case .authentication: AuthenticationHeader.decode(&packet)
    case .esp: ESP.decode(&packet)
    case .gre: GRE.decode(&packet)
    case .erspan: ERSPAN.decode(&packet)
    case .udp: UDP.decode(&packet)
    case .tcp: TCP.decode(&packet)
    case .sctp: SCTP.decode(&packet)
    case .hep: HEP.decode(&packet)
    }
  }
}
