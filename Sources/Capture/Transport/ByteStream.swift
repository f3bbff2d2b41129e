internal import Wire

/// One direction of a TCP connection: brings segments into the order in which the sender wrote them.
///
/// What comes in turn is passed on where it stands. What comes early is copied and waits for the hole in front of it; the
/// hole is given up when the peer acknowledged it a while ago, or too much waits.
struct ByteStream {
  /// How many bytes may wait behind a hole.
  static let byteLimit = 256 * 1024
  /// How many segments may wait behind a hole.
  static let segmentLimit = 128
  /// How late bytes may come behind the ACK that answers them, in nanoseconds: a capture at two interfaces can show both
  /// in the wrong order.
  static let lateness: Int64 = 500_000_000
  /// How far a sequence number may lie off and still belong to this stream; beyond, the ports were used again.
  static let reach = 1 << 26

  private let id: StreamID
  /// The sequence number of the SYN, nil when it was not captured.
  private var initial: UInt32?
  /// The sequence number of the byte whose turn it is, nil before the first.
  private var next: UInt32?
  /// In the order of their sequence numbers.
  private var early: [EarlySegment] = []
  /// What waits behind holes.
  private var held = Backlog()
  /// Once the stream has turned out to carry HEP.
  private var reports: HEPStream?
  private var frame: FrameNumber = 0
  private var afterGap = false
  /// When the peer acknowledged bytes that are missing; nil while none are.
  private var missingSince: CaptureTime?
  private var wasDelivered = false
  /// Whether no byte had its turn yet.
  private var isFresh = true
  private(set) var hasBytes = false
  private(set) var hasEnded = false

  init(id: StreamID) {
    self.id = id
  }

  /// All that waits.
  var backlog: Backlog { reports.map { held + Backlog(bytes: $0.waiting) } ?? held }

  /// Whether nothing was seen of it yet.
  var isBlank: Bool { next == nil }

  /// Whether a SYN of `sequence` is not the one that this stream began with.
  func isReopened(by sequence: UInt32) -> Bool {
    !isBlank && initial != sequence
  }

  /// Whether bytes of `sequence` can't belong to this stream any more.
  func isOutgrown(by sequence: UInt32) -> Bool {
    guard let next else { return false }
    let distance = sequence.distance(from: next)
    return abs(distance) > Self.reach || hasEnded && distance >= 0
  }

  /// Takes a SYN.
  mutating func begin(sequence: UInt32) {
    guard isBlank else { return }
    initial = sequence
    next = sequence &+ 1
  }

  /// Takes a segment with bytes or a FIN.
  mutating func take(_ segment: Segment, to outlet: inout Outlet) {
    guard !hasEnded, let next = next ?? start(at: segment) else { return }
    hasBytes = true
    let distance = segment.sequence.distance(from: next)
    guard distance > 0 else {
      missingSince = nil
      deliver(segment, skipping: -distance, to: &outlet)
      return drain(to: &outlet)
    }
    keep(segment)
    while held.bytes > Self.byteLimit || held.segments > Self.segmentLimit { skipHole(to: &outlet) }
  }

  /// Gives up the holes that the peer has acknowledged: the bytes arrived, only the capture missed them.
  mutating func acknowledged(upTo number: UInt32, at time: CaptureTime, to outlet: inout Outlet) {
    guard let first = early.first, number.distance(from: first.sequence) >= 0 else { return }
    guard let since = missingSince else {
      missingSince = time
      return
    }
    guard time.nanoseconds &- since.nanoseconds > Self.lateness else { return }
    while let first = early.first, number.distance(from: first.sequence) >= 0 { skipHole(to: &outlet) }
  }

  /// Gives up all holes, and what waits for its rest.
  mutating func skipHoles(to outlet: inout Outlet) {
    while !early.isEmpty { skipHole(to: &outlet) }
    reports?.drop(at: frame, to: &outlet)
  }

  /// Hands out what still waits; after that the stream has ended.
  mutating func end(to outlet: inout Outlet) {
    skipHoles(to: &outlet)
    close(to: &outlet)
  }

  /// Ends the stream; what would still wait lies behind its end, and is nothing that the sender wrote.
  private mutating func close(to outlet: inout Outlet) {
    guard !hasEnded else { return }
    hasEnded = true
    early = []
    held = Backlog()
    reports?.drop(at: frame, to: &outlet)
    if wasDelivered { outlet.end(id) }
  }

  /// The sequence number to begin with when no SYN was captured.
  ///
  /// A single byte may be a keep-alive, which repeats an old sequence number (RFC 9293 section 3.8.4): it begins nothing.
  private mutating func start(at segment: Segment) -> UInt32? {
    guard segment.length > 1 else { return nil }
    next = segment.sequence
    afterGap = true
    return segment.sequence
  }

  private mutating func deliver(_ segment: Segment, skipping known: Int, to outlet: inout Outlet) {
    guard known < segment.span else { return }
    if known < segment.payload.count {
      let payload = segment.payload[known..<segment.payload.count]
      pass(payload, of: segment, to: &outlet)
      afterGap = false
    }
    if segment.missing > 0 {
      outlet.losses.count(.segmentCutOff, frame: segment.frame)
      afterGap = true
    }
    next = segment.sequence &+ UInt32(truncatingIfNeeded: segment.span)
    if segment.isLast { close(to: &outlet) }
  }

  /// Hands out bytes in their turn, or what they report.
  private mutating func pass(_ payload: Octets, of segment: Segment, to outlet: inout Outlet) {
    frame = segment.frame
    if reports == nil, afterGap || isFresh, HEPStream.begins(payload) { reports = HEPStream() }
    isFresh = false
    guard reports == nil else {
      reports?.take(payload, of: segment, afterGap: afterGap, to: &outlet)
      return
    }
    let wasWanted = outlet.send(
      segment: payload,
      of: id,
      time: segment.time,
      frame: segment.frame,
      afterGap: afterGap
    )
    wasDelivered = wasDelivered || wasWanted
  }

  private mutating func keep(_ segment: Segment) {
    var position = early.count
    while position > 0, early[position - 1].sequence.distance(from: segment.sequence) > 0 { position -= 1 }
    if position > 0, early[position - 1].sequence == segment.sequence, early[position - 1].span >= segment.span {
      return
    }
    let copy = EarlySegment(segment)
    early.insert(copy, at: position)
    held.add(copy)
  }

  private mutating func skipHole(to outlet: inout Outlet) {
    guard let first = early.first else { return }
    outlet.losses.count(.streamGap, frame: first.frame)
    next = first.sequence
    afterGap = true
    drain(to: &outlet)
  }

  /// Delivers what waits and has come to its turn.
  private mutating func drain(to outlet: inout Outlet) {
    while let first = early.first, let next, next.distance(from: first.sequence) >= 0 {
      early.removeFirst()
      held.remove(first)
      first.withSegment { deliver($0, skipping: next.distance(from: first.sequence), to: &outlet) }
    }
    // An empty array keeps its memory, and there may be many streams.
    if early.isEmpty { early = [] }
  }
}
