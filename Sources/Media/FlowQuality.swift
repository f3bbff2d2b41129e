import Dialog
import Wire

/// What is measured of one flow, each of its sources for itself.
struct FlowQuality {
  private struct Source {
    let ssrc: UInt32
    var sequence: SequenceTally
    var jitter = JitterTally()
  }

  /// What the timestamps of a payload type count.
  private struct Clock {
    let payloadType: UInt8
    let rate: Int?
  }

  private var sources: [Source] = []
  /// The source of the last packet: most often it is that of the next one, too.
  private var latest = 0
  private let clocks: [Clock]

  /// Whether there were too many sources to tell anything.
  private var isMixed = false

  /// What has more sources than these is no conversation, and not measured; the model names as many.
  private static let mostSources = 8

  /// - Parameter codecs: the payload types of the flow, and what they stand for: `PCMU/8000`.
  init(_ codecs: [(payloadType: UInt8, codec: String)]) {
    clocks = codecs.map { Clock(payloadType: $0.payloadType, rate: Self.clockRate(of: $0.codec)) }
  }

  /// The packets of a telephone-event all bear the time at which it began (RFC 4733 section 2.1), so they tell nothing
  /// of jitter.
  private static func clockRate(of codec: String) -> Int? {
    let words = codec.split(separator: "/")
    guard words.count > 1, words[0].lowercased() != "telephone-event" else { return nil }
    return Int(words[1])
  }

  /// Counts a packet when it is RTP (RFC 3550 section 5.1).
  mutating func count(_ payload: Span<UInt8>, at time: CaptureTime) {
    // 72 to 76 are RTCP where both share a port (RFC 5761 section 4).
    guard payload.count >= 12, payload[0] >> 6 == 2, !(72...76).contains(payload[1] & 0x7F) else { return }
    func word(_ offset: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 << 8 | UInt32(payload[offset + $1]) }
    }
    let number = UInt16(payload[2]) << 8 | UInt16(payload[3])
    guard let (index, isNew) = source(word(8), beginningAt: number) else { return }
    let verdict = isNew ? .ahead : sources[index].sequence.count(number)
    switch verdict {
    case .ahead, .late: break
    case .anew: sources[index].jitter.interrupt()
    case .unlikely: return
    }
    let type = payload[1] & 0x7F
    guard let rate = clocks.first(where: { $0.payloadType == type })?.rate else { return }
    sources[index].jitter.add(word(4), at: time, clockRate: rate)
  }

  private mutating func source(_ ssrc: UInt32, beginningAt number: UInt16) -> (index: Int, isNew: Bool)? {
    if sources.indices.contains(latest), sources[latest].ssrc == ssrc { return (latest, false) }
    if let known = sources.firstIndex(where: { $0.ssrc == ssrc }) {
      latest = known
      return (known, false)
    }
    guard sources.count < Self.mostSources else {
      isMixed = true
      return nil
    }
    sources.append(Source(ssrc: ssrc, sequence: SequenceTally(number)))
    latest = sources.count - 1
    return (latest, true)
  }

  /// What was measured; nil where there was no RTP, or that of too many sources.
  var quality: RTPQuality? {
    guard !sources.isEmpty, !isMixed else { return nil }
    let differences = sources.reduce(0) { $0 + $1.jitter.count }
    let sum = sources.reduce(0) { $0 + $1.jitter.sum }
    let most = sources.map(\.jitter.most).max() ?? 0
    return RTPQuality(
      received: sources.reduce(0) { $0 + $1.sequence.received },
      expected: sources.reduce(0) { $0 + $1.sequence.expected },
      jitter: differences > 0 ? Self.microseconds(sum / Double(differences)) : nil,
      mostJitter: differences > 0 ? Self.microseconds(most) : nil
    )
  }

  private static func microseconds(_ seconds: Double) -> Int { Int(exactly: (seconds * 1e6).rounded()) ?? .max }
}
