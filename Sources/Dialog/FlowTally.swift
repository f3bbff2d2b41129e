import Wire

/// Counts the packets between two endpoints.
///
/// It is touched once a packet, so it holds nothing that must be retained unless something rare happens.
struct FlowTally {
  /// Another flow of the same route: a proxy that forwards an SDP makes its legs share their endpoints.
  var companion: Int?
  /// After this time nothing is counted any more, in nanoseconds: the call has ended.
  var closes = Int64.max
  /// Whether an SDP has announced its stream anew since its last packet.
  var isRenegotiated = false
  private var recent = RecentPackets()
  private let source: Endpoint
  private let destination: Endpoint
  private var packets = 0
  private var rtpPackets = 0
  private var truncated = 0
  private var firstFrame: FrameNumber
  private var lastFrame: FrameNumber
  private var first: CaptureTime
  private var last: CaptureTime
  /// The source and payload type of the last RTP packet: what repeats them needs no look at the lists.
  private var ssrc: UInt32 = 0
  private var payloadType: UInt8 = .max
  private var ssrcs: [UInt32] = []
  private var payloadTypes: [UInt8] = []

  /// The flow of the same stream that began before this one.
  let older: Int?

  private static let mostSources = 8
  /// After a new offer or answer a longer silence than this is a hold, and begins a new flow, in nanoseconds.
  private static let silence: Int64 = 200_000_000

  init(_ datagram: Arrival, older: Int?) {
    self.older = older
    source = datagram.source
    destination = datagram.destination
    firstFrame = datagram.frame
    lastFrame = datagram.frame
    first = datagram.time
    last = datagram.time
  }

  @inline(__always)
  func joins(_ datagram: Arrival) -> Bool {
    source == datagram.source && destination == datagram.destination
  }

  /// Whether `datagram` is no longer part of it, but of a flow that begins after a hold.
  @inline(__always)
  func isOver(at datagram: Arrival) -> Bool {
    isRenegotiated && datagram.time.nanoseconds &- last.nanoseconds > Self.silence
  }

  @inline(__always)
  mutating func count(_ datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    guard datagram.time.nanoseconds <= closes, !recent.knows(payload, at: datagram.time) else { return }
    isRenegotiated = false
    packets += 1
    lastFrame = max(lastFrame, datagram.frame)
    if datagram.time < first { first = datagram.time }
    if datagram.time > last { last = datagram.time }
    if missing > 0 { truncated += 1 }
    // RFC 3550 section 5.1; 72 to 76 are RTCP where both share a port (RFC 5761 section 4).
    guard payload.count >= 12, payload[0] >> 6 == 2, !(72...76).contains(payload[1] & 0x7F) else { return }
    rtpPackets += 1
    let type = payload[1] & 0x7F
    let ssrc =
      UInt32(payload[8]) << 24 | UInt32(payload[9]) << 16 | UInt32(payload[10]) << 8 | UInt32(payload[11])
    if type != payloadType || ssrc != self.ssrc { note(type, ssrc) }
  }

  private mutating func note(_ type: UInt8, _ ssrc: UInt32) {
    payloadType = type
    self.ssrc = ssrc
    if !payloadTypes.contains(type) { payloadTypes.append(type) }
    if ssrcs.count < Self.mostSources, !ssrcs.contains(ssrc) { ssrcs.append(ssrc) }
  }

  /// What was counted, times in microseconds after `start`.
  func flow(after start: CaptureTime) -> Flow {
    Flow(
      source: source,
      destination: destination,
      packets: packets,
      rtpPackets: rtpPackets,
      truncated: truncated,
      ssrcs: ssrcs,
      payloadTypes: payloadTypes,
      firstFrame: firstFrame,
      lastFrame: lastFrame,
      first: Int((first.nanoseconds - start.nanoseconds) / 1000),
      last: Int((last.nanoseconds - start.nanoseconds) / 1000)
    )
  }

  /// How many packets were counted.
  var count: Int { packets }
}
