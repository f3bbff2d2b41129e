internal import Wire

/// What is on its way to a receiver, in the order of the file: what was said of each piece, and the bytes of all.
struct Load {
  /// One call of the receiver, flat: it is written and read once a packet.
  private struct Piece {
    enum Kind {
      case datagram, segment, segmentAfterGap, end
    }

    let kind: Kind
    let arrival: Arrival
    /// What the capture cut off a datagram; the ordinal of a stream.
    let number: Int
    /// Where its bytes end, which begin behind those of the piece before.
    let end: Int

    var stream: StreamID { StreamID(source: arrival.source, destination: arrival.destination, ordinal: number) }
  }

  private var pieces: [Piece] = []
  private var bytes: [UInt8] = []
  /// Whether nothing comes behind it.
  var isLast = false

  /// As much as stays in the cache of one processor on its way to the other.
  private static let full = (bytes: 1 << 17, pieces: 1 << 10)

  var isFull: Bool { bytes.count >= Self.full.bytes || pieces.count >= Self.full.pieces }

  @inline(__always)
  mutating func add(datagram: Arrival, payload: Span<UInt8>, missing: Int) {
    unsafe payload.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    pieces.append(Piece(kind: .datagram, arrival: datagram, number: missing, end: bytes.count))
  }

  mutating func add(segment: Arrival, of stream: StreamID, payload: Span<UInt8>, afterGap: Bool) {
    unsafe payload.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    let kind = afterGap ? Piece.Kind.segmentAfterGap : .segment
    pieces.append(Piece(kind: kind, arrival: segment, number: stream.ordinal, end: bytes.count))
  }

  mutating func add(end stream: StreamID) {
    let arrival = Arrival(
      time: CaptureTime(nanoseconds: 0),
      frame: 0,
      source: stream.source,
      destination: stream.destination,
      transport: .tcp
    )
    pieces.append(Piece(kind: .end, arrival: arrival, number: stream.ordinal, end: bytes.count))
  }

  /// Hands all of it to `receiver`.
  func deliver(to receiver: any TrafficReceiver) {
    let all = bytes.span
    var start = 0
    for piece in pieces {
      let payload = all.extracting(start..<piece.end)
      switch piece.kind {
      case .datagram: receiver.receive(datagram: piece.arrival, payload: payload, missing: piece.number)
      case .segment, .segmentAfterGap:
        let afterGap = piece.kind == .segmentAfterGap
        receiver.receive(segment: piece.arrival, of: piece.stream, payload: payload, afterGap: afterGap)
      case .end: receiver.ended(stream: piece.stream)
      }
      start = piece.end
    }
  }

  /// Makes room for what comes next.
  mutating func clear() {
    pieces.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }
}
