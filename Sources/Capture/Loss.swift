/// Why something of the capture does not reach the receiver, or not whole.
enum Loss: Int, CaseIterable {
  case linkHeader, ipv4Header, ipv6Header, tunnelHeader, udpHeader, tcpHeader, tooManyHeaders
  case encrypted, sctp
  case fragmentCutOff, fragmentBeyondEnd, fragmentsIncomplete, fragmentsCrowdedOut
  case datagramCutOff, segmentCutOff, streamGap, connectionCrowdedOut

  /// The stable name of its diagnostic.
  var code: String {
    switch self {
    case .linkHeader, .ipv4Header, .ipv6Header, .tunnelHeader, .udpHeader, .tcpHeader, .tooManyHeaders: "bad-packet"
    case .encrypted, .sctp: "unsupported-protocol"
    case .fragmentCutOff, .fragmentBeyondEnd, .fragmentsIncomplete, .fragmentsCrowdedOut: "ip-fragments"
    case .datagramCutOff, .segmentCutOff: "snap-length"
    case .streamGap: "tcp-gap"
    case .connectionCrowdedOut: "tcp-connections"
    }
  }

  /// What was lost `count` times and why, as one line.
  func message(count: Int) -> String {
    let one = count == 1
    let (what, why) =
      switch self {
      case .linkHeader: (one ? "frame skipped" : "frames skipped", "cut off inside the link header")
      case .ipv4Header:
        (one ? "frame skipped" : "frames skipped", "IPv4 header longer than the packet, or none at all")
      case .ipv6Header:
        (one ? "frame skipped" : "frames skipped", "IPv6 header longer than the packet, or none at all")
      case .tunnelHeader:
        (one ? "frame skipped" : "frames skipped", "cut off inside the header of a tunnel (GRE, MPLS, PPPoE)")
      case .udpHeader: (one ? "frame skipped" : "frames skipped", "cut off inside the UDP header")
      case .tcpHeader: (one ? "frame skipped" : "frames skipped", "TCP header longer than the packet")
      case .tooManyHeaders:
        (one ? "frame skipped" : "frames skipped", "more than \(Header.limit) headers inside one another")
      case .encrypted: (one ? "frame skipped" : "frames skipped", "encrypted by IPsec (ESP)")
      case .sctp: (one ? "frame skipped" : "frames skipped", "SCTP is not supported")
      case .fragmentCutOff:
        (one ? "IP fragment skipped" : "IP fragments skipped", "cut off by the snap length of the capture")
      case .fragmentBeyondEnd:
        (one ? "IP fragment skipped" : "IP fragments skipped", "it reaches beyond the end of its datagram")
      case .fragmentsIncomplete:
        (one ? "datagram skipped" : "datagrams skipped", "some of the IP fragments were not captured")
      case .fragmentsCrowdedOut:
        (one ? "datagram skipped" : "datagrams skipped", "too many were waiting for IP fragments at once")
      case .datagramCutOff:
        (one ? "datagram cut off" : "datagrams cut off", "the capture was made with a snap length; use `tcpdump -s 0`")
      case .segmentCutOff:
        (
          one ? "TCP segment cut off" : "TCP segments cut off",
          "the capture was made with a snap length; use `tcpdump -s 0`"
        )
      case .streamGap: (one ? "gap in a TCP stream" : "gaps in TCP streams", "some segments were not captured")
      case .connectionCrowdedOut:
        (
          one ? "TCP connection ended early" : "TCP connections ended early",
          "more than \(Connections.limit) were open at once"
        )
      }
    return "\(count) \(what): \(why)"
  }
}
