/// Why something of the capture does not reach the receiver, or not whole.
enum Loss: Int, CaseIterable {
  case unsupportedLink
  case linkHeader, tunnelHeader, ipv4Header, ipv6Header, udpHeader, tcpHeader, sctpHeader, hepMessage, tooManyHeaders
  case encrypted, wifiProtected, wifiFragment, wifiAggregate, wifiDamaged, erfType, sctpInterleaved, hepCompressed
  case fragmentCutOff, fragmentBeyondEnd, fragmentsIncomplete, fragmentsCrowdedOut, sctpPieces
  case datagramCutOff, segmentCutOff, streamGap, connectionCrowdedOut

  /// The stable name of its diagnostic.
  var code: String {
    switch self {
    case .unsupportedLink: "unsupported-link"
    case .linkHeader, .tunnelHeader, .ipv4Header, .ipv6Header, .udpHeader, .tcpHeader, .sctpHeader, .hepMessage,
      .tooManyHeaders, .wifiDamaged:
      "bad-packet"
    case .encrypted, .wifiProtected: "encrypted"
    case .wifiFragment, .wifiAggregate, .erfType, .sctpInterleaved, .hepCompressed: "unsupported-protocol"
    case .fragmentCutOff, .fragmentBeyondEnd, .fragmentsIncomplete, .fragmentsCrowdedOut: "ip-fragments"
    case .sctpPieces: "sctp-messages"
    case .datagramCutOff, .segmentCutOff: "snap-length"
    case .streamGap: "tcp-gap"
    case .connectionCrowdedOut: "tcp-connections"
    }
  }

  /// What was lost `count` times and why, as one line: `3 frames skipped: encrypted by IPsec (ESP)`.
  func message(count: Int) -> String {
    let (one, many) = subject
    return "\(count) \(count == 1 ? one : many): \(reason)"
  }

  private var subject: (one: String, many: String) {
    switch self {
    case .fragmentCutOff, .fragmentBeyondEnd: ("IP fragment skipped", "IP fragments skipped")
    case .fragmentsIncomplete, .fragmentsCrowdedOut: ("datagram skipped", "datagrams skipped")
    case .datagramCutOff: ("datagram cut off", "datagrams cut off")
    case .segmentCutOff: ("TCP segment cut off", "TCP segments cut off")
    case .streamGap: ("gap in a TCP stream", "gaps in TCP streams")
    case .connectionCrowdedOut: ("TCP connection ended early", "TCP connections ended early")
    case .sctpPieces: ("SCTP message skipped", "SCTP messages skipped")
    default: ("frame skipped", "frames skipped")
    }
  }

  private var reason: String {
    switch self {
    case .unsupportedLink: "captured on an interface whose link type is not supported (capinfos names it)"
    case .linkHeader: "cut off inside the link header"
    case .tunnelHeader: "cut off inside the header of a tunnel (GRE, ERSPAN, MPLS, PPPoE)"
    case .ipv4Header: "IPv4 header longer than the packet, or none at all"
    case .ipv6Header: "IPv6 header longer than the packet, or none at all"
    case .udpHeader: "cut off inside the UDP header"
    case .tcpHeader: "TCP header longer than the packet"
    case .tooManyHeaders: "more than \(Header.limit) headers inside one another"
    case .encrypted: "encrypted by IPsec (ESP)"
    case .sctpHeader: "SCTP chunk longer than the packet"
    case .hepMessage: "a message of HEP without addresses or payload, or with wrong lengths"
    case .wifiProtected: "encrypted by the wireless network (WEP, WPA)"
    case .wifiFragment: "a fragment of a wireless frame, which is not supported"
    case .wifiAggregate: "several packets in one wireless frame (A-MSDU), which is not supported"
    case .wifiDamaged: "the wireless card found its checksum wrong"
    case .erfType: "an ERF record of a link other than Ethernet, PPP, HDLC and IP"
    case .sctpInterleaved: "interleaved SCTP messages (I-DATA) are not supported"
    case .hepCompressed: "compressed payload of HEP is not supported"
    case .sctpPieces: "some of its pieces were not captured"
    case .fragmentCutOff, .datagramCutOff, .segmentCutOff:
      "the capture was made with a snap length (without: tcpdump -s 0)"
    case .fragmentBeyondEnd: "beyond the end of its datagram"
    case .fragmentsIncomplete: "some of its IP fragments were not captured"
    case .fragmentsCrowdedOut: "too many others waited for IP fragments as well"
    case .streamGap: "segments that were not captured"
    case .connectionCrowdedOut: "more than \(Connections.limit) were open at once"
    }
  }
}
