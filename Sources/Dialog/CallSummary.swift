package import Wire

/// One line of the list of a capture's calls.
package struct CallSummary: Codable, Sendable {
  /// Counted from 1 in the order of the first messages.
  package let number: Int
  package let callID: String
  package let kind: CallKind
  /// The method that began it.
  package let method: String
  package let outcome: Outcome
  /// The URIs in From and To of the first message.
  package let from: String
  package let to: String
  package let caller: Endpoint
  package let callee: Endpoint
  package let start: CaptureTime
  /// From the first message to the last, in microseconds.
  package let duration: Int
  /// SIP messages, retransmissions included.
  package let messages: Int
  /// Between how many pairs of hosts the Call-ID was seen.
  package let legs: Int
  /// Media packets of all its streams.
  package let mediaPackets: Int
  /// What they were, by kind of m= line.
  package let media: [MediaCount]
  /// The pairs of hosts, in the order of appearance.
  package let hosts: [HostPair]
  package let firstFrame: FrameNumber

  init(
    _ entry: CallEntry,
    callID: String,
    method: String,
    from: String,
    to: String,
    media: [MediaCount],
    hosts: [HostPair]
  ) {
    number = entry.number
    self.callID = callID
    kind = entry.kind
    self.method = method
    outcome = entry.outcome
    self.from = from
    self.to = to
    caller = hosts[0].caller
    callee = hosts[0].callee
    start = entry.start
    duration = entry.duration
    messages = entry.messages
    legs = entry.legs
    mediaPackets = entry.mediaPackets
    self.media = media
    self.hosts = hosts
    firstFrame = entry.firstFrame
  }
}

/// How many packets one party sent for m= lines of one kind, on the first leg.
package struct MediaCount: Codable, Sendable {
  package let kind: String
  package let sender: PartyRole
  package let packets: Int
}

/// The hosts of one leg.
package struct HostPair: Codable, Sendable {
  package let caller: Endpoint
  package let callee: Endpoint
}
