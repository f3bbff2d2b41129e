internal import Wire

/// The TCP connections of a capture, bounded in number and in the bytes that wait.
struct Connections {
  /// How many connections are kept at once; then the one that was idle longest ends.
  static let limit = 65_536
  /// How many bytes may wait behind holes in all connections together.
  static let byteLimit = 64 << 20

  private var open = AgeTable<ConnectionKey, Connection>()
  private var backlog = Backlog()
  private var opened = 0

  /// Takes the segment that is the payload of `packet`.
  mutating func take(_ header: TCPHeader, _ packet: Packet, to outlet: inout Outlet) {
    // A pure acknowledgment only matters to what waits behind a hole.
    let isPlain = packet.length == 0 && header.flags.isDisjoint(with: [.syn, .fin, .rst])
    guard !isPlain || !backlog.isEmpty else { return }
    let source = Endpoint(address: packet.source, port: header.source)
    let key = ConnectionKey(source, Endpoint(address: packet.destination, port: header.destination))
    let fromLower = key.lower == source
    // A SYN takes one sequence number; bytes it brings along follow it.
    let segment = Segment(
      sequence: header.flags.contains(.syn) ? header.sequence &+ 1 : header.sequence,
      payload: packet.payload,
      missing: packet.missing,
      isLast: header.flags.contains(.fin),
      time: packet.time,
      frame: packet.frame
    )
    if let place = open.place(of: key),
      open.update(place, { $0.isReplaced(by: header, segment, fromLower: fromLower) })
    {
      close(place, to: &outlet)
    }
    let opens = header.flags.contains(.syn) || segment.length > 1 && !header.flags.contains(.rst)
    guard let place = open.place(of: key) ?? (opens ? add(key, at: packet.frame, to: &outlet) : nil) else { return }
    open.renew(place)
    update(place) { $0.take(header, segment, fromLower: fromLower, to: &outlet) }
    if backlog.bytes > Self.byteLimit { update(place) { $0.skipHoles(to: &outlet) } }
    // Refused before it began: the next attempt may well repeat the same SYN.
    if header.flags.contains(.rst), open.update(place, { !$0.hasBytes }) { close(place, to: &outlet) }
  }

  /// Hands out what still waits and ends all connections.
  mutating func finish(to outlet: inout Outlet) {
    while let oldest = open.oldest { close(oldest, to: &outlet) }
  }

  private mutating func add(_ key: ConnectionKey, at frame: FrameNumber, to outlet: inout Outlet) -> Int {
    if open.count >= Self.limit, let oldest = open.oldest {
      let isCarrying = open.update(oldest) { $0.hasBytes && !$0.hasEnded }
      if isCarrying { outlet.losses.count(.connectionCrowdedOut, frame: frame) }
      close(oldest, to: &outlet)
    }
    opened += 1
    return open.insert(Connection(key, ordinal: opened), for: key)
  }

  private mutating func close(_ place: Int, to outlet: inout Outlet) {
    update(place) { $0.end(to: &outlet) }
    _ = open.remove(place)
  }

  /// Works on a connection and keeps count of what waits.
  private mutating func update(_ place: Int, _ body: (inout Connection) -> Void) {
    let change = open.update(place) { connection in
      let before = connection.backlog
      body(&connection)
      return connection.backlog - before
    }
    backlog = backlog + change
  }
}
