import SDP
import SIP
import Wire

/// A call while its capture is being read: enough for a line of the list, and the messages of the calls that are
/// wanted in full.
struct CallRecord {
  /// A message as it came, before legs and transactions are known for good.
  struct Draft {
    let time: CaptureTime
    let frames: [FrameNumber]
    let arrival: Arrival
    let leg: Int
    let sender: PartyRole
    /// Without credentials; their user name is kept beside them.
    let bytes: [UInt8]
    let credentialsUser: String?
  }

  /// A pair of hosts, the first being the one that sent the first request.
  struct Hosts {
    let caller: Endpoint
    let callee: Endpoint
    /// The tag of whoever began it, as a hash.
    var callerTag = 0

    /// Whether both are one pair of hosts, and each began a leg: a phone that calls itself through a proxy.
    func mirrors(_ other: Hosts) -> Bool { caller == other.callee && callee == other.caller }

    /// Which end sent `arrival`; nil when it travelled between other hosts.
    ///
    /// Ports may change on the way of a call (TCP), unless both ends are one host and nothing else tells them apart.
    func sender(of arrival: Arrival) -> PartyRole? {
      if caller.address == callee.address {
        if arrival.source == caller || arrival.destination == callee { return joins(arrival) ? .caller : nil }
        if arrival.source == callee || arrival.destination == caller { return joins(arrival) ? .callee : nil }
        return nil
      }
      if arrival.source.address == caller.address, arrival.destination.address == callee.address { return .caller }
      if arrival.source.address == callee.address, arrival.destination.address == caller.address { return .callee }
      return nil
    }

    /// On one host: over UDP both ports must be the known ones, over TCP one of them is fleeting.
    private func joins(_ arrival: Arrival) -> Bool {
      guard arrival.source.address == caller.address, arrival.destination.address == caller.address else {
        return false
      }
      return arrival.transport != .udp || Set([arrival.source, arrival.destination]) == Set([caller, callee])
    }
  }

  let number: Int
  /// The method that the call is about: that of its first request, or INVITE once there is one (some register under
  /// the Call-ID that they call with).
  private(set) var opening: String
  let from: TextStore.Text
  let to: TextStore.Text
  let firstFrame: FrameNumber
  let isKept: Bool
  private(set) var start: CaptureTime
  private(set) var last: CaptureTime
  /// How many were sent, repetitions included; what was captured at two places counts once.
  private(set) var messages = 0
  private var recent = RecentPackets()
  private(set) var hosts = Few<Hosts>()
  private(set) var tracker = OutcomeTracker()
  private(set) var drafts: [Draft] = []
  /// What the drafts take, in bytes.
  private var draftBytes = 0
  /// How many messages of a call that is kept in full were too many for that.
  private(set) var unkept = 0

  /// More pairs of hosts than this under one Call-ID are counted into the last one.
  private static let mostLegs = 64
  /// The most messages of one call that are kept in full.
  static let mostMessages = 10_000
  /// The most bytes that they may have in all.
  static let mostBytes = 16 << 20
  /// More of an address than this does not come into the list.
  private static let longestAddress = 1024

  init(
    number: Int,
    opening message: Glance,
    _ bytes: Span<UInt8>,
    at arrival: Arrival,
    isKept: Bool,
    texts: inout TextStore
  ) {
    self.number = number
    self.isKept = isKept
    opening = message.method(bytes)
    func text(_ range: ByteRange?) -> ByteRange { (range ?? 0..<0).limited(to: Self.longestAddress) }
    from = texts.add(bytes, text(message.from(bytes)?.uri))
    to = texts.add(bytes, text(message.to(bytes)?.uri))
    firstFrame = arrival.frame
    start = arrival.time
    last = arrival.time
  }

  /// Takes the next message.
  ///
  /// - Returns: its leg, counted from 0, and who sent it there.
  mutating func add(
    _ message: Glance,
    _ bytes: Span<UInt8>,
    at arrival: Arrival
  ) -> (leg: Int, sender: PartyRole) {
    if arrival.transport != .udp || !recent.knows(message.fingerprint(bytes), at: arrival.time) { messages += 1 }
    start = min(start, arrival.time)
    last = max(last, arrival.time)
    if opening != "INVITE", message.isInvite, message.isInitial(bytes) {
      opening = "INVITE"
      tracker = OutcomeTracker()
    }
    tracker.follow(method: message.method(bytes), status: message.status, opening: opening)
    return place(of: message, bytes, at: arrival)
  }

  /// Keeps a message in full, which was added just now.
  mutating func keep(
    _ message: Message,
    at place: (leg: Int, sender: PartyRole),
    arrival: Arrival,
    frames: [FrameNumber]
  ) {
    guard drafts.count < Self.mostMessages, draftBytes + message.bytes.count <= Self.mostBytes else {
      unkept += 1
      return
    }
    draftBytes += message.bytes.count
    drafts.append(
      Draft(
        time: arrival.time,
        frames: frames,
        arrival: arrival,
        leg: place.leg,
        sender: place.sender,
        bytes: message.withoutCredentials,
        credentialsUser: message.credentialsUser
      )
    )
  }

  /// Lets the messages go that were kept in full.
  mutating func leaveDrafts() {
    drafts = []
  }

  private mutating func place(
    of message: Glance,
    _ bytes: Span<UInt8>,
    at arrival: Arrival
  ) -> (leg: Int, sender: PartyRole) {
    if let place = known(message, bytes, at: arrival) { return place }
    guard hosts.count < Self.mostLegs else { return (hosts.count - 1, .caller) }
    // The first thing captured of a leg may be a response: then its receiver is the one that asked.
    let isRequest = message.isRequest
    hosts.append(
      Hosts(
        caller: isRequest ? arrival.source : arrival.destination,
        callee: isRequest ? arrival.destination : arrival.source,
        callerTag: message.fromTagHash(bytes)
      )
    )
    return (hosts.count - 1, isRequest ? .caller : .callee)
  }

  /// The leg of a message between known hosts; nil for one that begins a leg.
  ///
  /// A phone that calls itself through a proxy sends the first request, and gets it back: one pair of hosts, two legs,
  /// which the From tag tells apart (whose it is has asked, or is answered).
  private func known(
    _ message: Glance,
    _ bytes: Span<UInt8>,
    at arrival: Arrival
  ) -> (leg: Int, sender: PartyRole)? {
    for leg in hosts.indices {
      guard let sender = hosts[leg].sender(of: arrival) else { continue }
      let tag = hosts[leg].callerTag
      if let mirror = hosts.firstIndex(where: { hosts[leg].mirrors($0) }) {
        let saysCaller = message.isRequest == (message.fromTagHash(bytes) == tag)
        return saysCaller == (sender == .caller) ? (leg, sender) : (mirror, sender.other)
      }
      // What rules most messages out is asked first: to read a tag takes time.
      let comesBack =
        sender == .callee && message.isRequest && message.method(bytes) == opening && message.fromTagHash(bytes) == tag
        && message.isInitial(bytes)
      return comesBack ? nil : (leg, sender)
    }
    return nil
  }

  /// Its line in the list of calls, in short.
  func entry(mediaPackets: Int) -> CallEntry {
    CallEntry(
      number: number,
      kind: CallKind(method: opening),
      outcome: tracker.outcome,
      start: start,
      duration: Int((last.nanoseconds - start.nanoseconds) / 1000),
      messages: messages,
      mediaPackets: mediaPackets,
      legs: hosts.count,
      firstFrame: firstFrame
    )
  }

  /// Its line in the list of calls.
  func summary(callID: String, media: [MediaCount], texts: TextStore) -> CallSummary {
    CallSummary(
      entry(mediaPackets: media.reduce(0) { $0 + $1.packets }),
      callID: callID,
      method: opening,
      from: texts.text(from),
      to: texts.text(to),
      media: media,
      hosts: hosts.map { HostPair(caller: $0.caller, callee: $0.callee) }
    )
  }
}

extension Message {
  /// The method of the transaction: a request's own, a response's from its CSeq.
  var transactionMethod: String {
    method ?? cseq.map { bytes.text($0.method) } ?? ""
  }
}

extension ByteRange {
  /// At most the first `count` bytes of it.
  fileprivate func limited(to count: Int) -> ByteRange { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}
