/// How the RTP of a flow came to where it was captured, over all of its sources (RFC 3550 section 6.4.1).
package struct RTPQuality: Codable, Hashable, Sendable {
  /// How many packets were received, late and repeated ones included.
  package let received: Int
  /// How many there should be by their sequence numbers.
  package let expected: Int
  /// The mean of the interarrival jitter, in microseconds; nil where no clock rate is known.
  package let jitter: Int?
  /// The most that it was.
  package let mostJitter: Int?

  package init(received: Int, expected: Int, jitter: Int?, mostJitter: Int?) {
    self.received = received
    self.expected = expected
    self.jitter = jitter
    self.mostJitter = mostJitter
  }

  /// How many are missing; packets that came twice make up for others, as in reports of RTCP.
  package var lost: Int { max(0, expected - received) }
}

extension Call {
  /// The same call with what was measured of its flows, in the order of streams and their flows.
  package func measured(_ quality: [RTPQuality?]) -> Call {
    var rest = quality[...]
    return Call(
      number: number,
      callID: callID,
      kind: kind,
      outcome: outcome,
      start: start,
      duration: duration,
      legs: legs,
      transactions: transactions,
      timeline: timeline,
      streams: streams.map { stream in
        var stream = stream
        for index in stream.flows.indices { stream.flows[index].quality = rest.popFirst() ?? nil }
        return stream
      }
    )
  }
}
