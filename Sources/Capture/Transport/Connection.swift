internal import Wire

/// A TCP connection: the streams of its two directions.
struct Connection {
  /// From the lower end of the connection's key, and from the upper.
  private var up: ByteStream
  private var down: ByteStream
  private var isReset = false

  init(_ key: ConnectionKey, ordinal: Int) {
    up = ByteStream(id: StreamID(source: key.lower, destination: key.upper, ordinal: ordinal))
    down = ByteStream(id: StreamID(source: key.upper, destination: key.lower, ordinal: ordinal))
  }

  var backlog: Backlog { up.backlog + down.backlog }

  /// Whether both directions have ended.
  var hasEnded: Bool { up.hasEnded && down.hasEnded }

  /// Whether bytes or a FIN came either way.
  var hasBytes: Bool { up.hasBytes || down.hasBytes }

  /// Whether this segment shows that the ports are used again, by another connection.
  func isReplaced(by header: TCPHeader, _ segment: Segment, fromLower: Bool) -> Bool {
    let (own, peer) = fromLower ? (up, down) : (down, up)
    if header.flags.contains(.syn) {
      let isAnswer = header.flags.contains(.ack)
      return own.isReopened(by: header.sequence) || own.isBlank && (isReset || !isAnswer && peer.hasBytes)
    }
    return !isReset && segment.length > 0 && own.isOutgrown(by: segment.sequence)
  }

  /// Takes a segment of either direction.
  mutating func take(_ header: TCPHeader, _ segment: Segment, fromLower: Bool, to outlet: inout Outlet) {
    guard !isReset else { return }
    if fromLower {
      Self.take(header, segment, own: &up, peer: &down, to: &outlet)
    } else {
      Self.take(header, segment, own: &down, peer: &up, to: &outlet)
    }
    guard header.flags.contains(.rst) else { return }
    isReset = true
    end(to: &outlet)
  }

  /// Gives up the holes of both directions.
  mutating func skipHoles(to outlet: inout Outlet) {
    up.skipHoles(to: &outlet)
    down.skipHoles(to: &outlet)
  }

  /// Hands out what still waits and ends both directions.
  mutating func end(to outlet: inout Outlet) {
    up.end(to: &outlet)
    down.end(to: &outlet)
  }

  private static func take(
    _ header: TCPHeader,
    _ segment: Segment,
    own: inout ByteStream,
    peer: inout ByteStream,
    to outlet: inout Outlet
  ) {
    if header.flags.contains(.ack) { peer.acknowledged(upTo: header.acknowledgment, at: segment.time, to: &outlet) }
    if header.flags.contains(.syn) { own.begin(sequence: header.sequence) }
    if segment.span > 0, !header.flags.contains(.rst) { own.take(segment, to: &outlet) }
  }
}
