package import Wire

/// What one party sent for one m= line of the session (RFC 3264: the lines of offer and answer match by position).
package struct MediaStream: Codable, Sendable {
  package let leg: Int
  package let sender: PartyRole
  /// Position of its m= line, counted from 1.
  package let line: Int
  /// `audio`, `video`, `image`, as the m= line says.
  package let kind: String
  /// Names of the payload types that were seen, `PCMU/8000`, as the SDP of the call explains them.
  package let codecs: [String]
  /// sendrecv, sendonly, recvonly or inactive, as the sender's first SDP for this line says.
  package let direction: String
  package internal(set) var flows: [Flow]

  /// The flows in groups between which the sender was silent: held, and resumed later.
  package var spells: [[Flow]] {
    var spells: [[Flow]] = []
    var end = Int.min
    for flow in flows.sorted(by: { $0.first < $1.first }) {
      if let last = spells.indices.last, flow.first <= end + Self.silence {
        spells[last].append(flow)
      } else {
        spells.append([flow])
      }
      end = max(end, flow.last)
    }
    return spells
  }

  /// A longer time than this without a packet is a hold, in microseconds.
  private static let silence = 200_000

  /// The name of a payload type that was seen, as `codecs` has it; nil for another one.
  package func codec(of payloadType: UInt8) -> String? {
    let types = flows.flatMap(\.payloadTypes).withoutRepetition
    return types.firstIndex(of: payloadType).flatMap { codecs.indices.contains($0) ? codecs[$0] : nil }
  }

  /// How many packets the sender sent.
  package var packets: Int { flows.reduce(0) { $0 + $1.packets } }
}

/// The packets of a stream between one pair of endpoints.
///
/// A stream that moves (re-INVITE, NAT) has several, and one that was held and resumed as well.
package struct Flow: Codable, Sendable {
  package internal(set) var source: Endpoint
  package internal(set) var destination: Endpoint
  package let packets: Int
  /// How many of them are RTP (version 2; RFC 3550 section 5.1) and not STUN, ZRTP, DTLS or UDPTL.
  package let rtpPackets: Int
  /// How many the capture holds only in part, because its snap length cut them.
  package let truncated: Int
  /// The synchronisation sources seen, the first eight of them.
  package let ssrcs: [UInt32]
  package let payloadTypes: [UInt8]
  package let firstFrame: FrameNumber
  package let lastFrame: FrameNumber
  /// Microseconds after the start of the call; below 0 for media that precedes it.
  package let first: Int
  package let last: Int
  /// Its loss and jitter, once a second reading has measured them.
  package internal(set) var quality: RTPQuality?
}
