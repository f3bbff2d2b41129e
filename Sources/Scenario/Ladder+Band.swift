import Dialog
import Wire

extension Ladder {
  /// The packets of a stream between two endpoints.
  package struct Band: Encodable, Sendable {
    package let crossing: Crossing
    /// When the last packet came, in microseconds after the start of the call.
    package let last: Int
    /// `audio`, `video`, `image`.
    package let kind: String
    /// `PCMU/8000`.
    package let codecs: [String]
    package let packets: Int
    /// How many of them RTP should have been and never came; nil where that can't be measured.
    package let lost: Int?
    /// How many were expected by their sequence numbers.
    package let expected: Int?
    /// The mean of the interarrival jitter, in microseconds.
    package let jitter: Int?
    /// The most that it was.
    package let mostJitter: Int?

    init(_ flow: Flow, in stream: MediaStream, _ crossing: Crossing) {
      self.crossing = crossing
      last = flow.last
      kind = stream.kind
      codecs = flow.payloadTypes.isEmpty ? stream.codecs : flow.payloadTypes.compactMap { stream.codec(of: $0) }
      packets = flow.packets
      lost = flow.quality?.lost
      expected = flow.quality?.expected
      jitter = flow.quality?.jitter
      mostJitter = flow.quality?.mostJitter
    }

    /// What makes two bands the same one.
    struct Identity: Hashable {
      let source, destination: Endpoint
      let frame: FrameNumber?
      let kind: String
    }

    var identity: Identity {
      Identity(source: crossing.source, destination: crossing.destination, frame: crossing.frame, kind: kind)
    }

    /// `audio PCMU/8000`.
    package var title: String {
      ([kind] + [codecs.joined(separator: ", ")]).filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// `60 packets in 1.160 s`.
    package var amount: String {
      "\(packets) \(packets == 1 ? "packet" : "packets") in \(Duration.microseconds(last - crossing.at).seconds) s"
    }

    /// `3 of 63 lost (4.8 %)`; nil where that can't be measured.
    package var loss: String? {
      guard let lost, let expected else { return nil }
      return lost == 0 ? "none lost" : "\(lost) of \(expected) lost (\(Self.percentage(lost, of: expected)) %)"
    }

    /// `jitter 0.4 ms (at most 1.2)`; nil where that can't be measured.
    package var jitterText: String? {
      guard let jitter, let mostJitter else { return nil }
      return "jitter \(Self.milliseconds(jitter)) ms (at most \(Self.milliseconds(mostJitter)))"
    }

    /// With one decimal; what is not none is at least 0.1.
    private static func percentage(_ lost: Int, of expected: Int) -> String {
      let thousandths = max(1, lost * 1000 / max(1, expected))
      return "\(thousandths / 10).\(thousandths % 10)"
    }

    /// With one decimal, rounded.
    static func milliseconds(_ microseconds: Int) -> String {
      let tenths = (microseconds + 50) / 100
      return "\(tenths / 10).\(tenths % 10)"
    }
  }
}
