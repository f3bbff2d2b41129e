internal import Wire

/// Puts IP packets together from fragments, in whatever order they come.
///
/// What waits is bounded in number, in bytes and in time; the oldest goes first. A piece that says other bytes than one
/// before it ends what waits, as on Linux: over IPv4 it begins the packet anew, since senders use their 65536 numbers
/// again within seconds (RFC 6864); over IPv6 nothing is taken of the packet any more (RFC 8200 section 4.5).
struct Reassembler {
  /// How many packets may wait for fragments at once.
  static let limit = 1024
  /// How many bytes may wait in all.
  static let byteLimit = 16 << 20

  private var waiting = AgeTable<FragmentKey, PartialDatagram>()
  private(set) var bytes = 0

  /// How many packets wait.
  var count: Int { waiting.count }

  /// How long after its first fragment a packet may still be completed: what Linux grants over IPv4, RFC 8200 section 4.5
  /// over IPv6.
  static func patience(_ family: IPAddress.Family) -> Duration { family == .v4 ? .seconds(30) : .seconds(60) }

  /// Takes the piece that `packet` holds and gives back the whole packet when this was its last.
  mutating func add(_ fragment: Fragment, of packet: Packet, losses: inout Losses) -> PartialDatagram? {
    while let oldest = waiting.oldest, isOver(oldest, at: packet.time) { drop(oldest, .fragmentsIncomplete, &losses) }
    guard packet.missing == 0 else {
      losses.count(.fragmentCutOff, frame: packet.frame)
      return nil
    }
    let key = FragmentKey(
      source: packet.source,
      destination: packet.destination,
      identification: fragment.identification,
      protocolNumber: packet.source.family == .v4 ? fragment.protocolNumber : 0
    )
    // Not all that are over need be the oldest: time can go back where captures were put together.
    if let place = waiting.place(of: key), isOver(place, at: packet.time) {
      drop(place, .fragmentsIncomplete, &losses)
    }
    var place = place(for: key, packet, &losses)
    var fit = take(fragment, packet, at: place)
    if fit == .contradiction, packet.source.family == .v4 {
      drop(place, .fragmentsContradictory, &losses)
      place = self.place(for: key, packet, &losses)
      fit = take(fragment, packet, at: place)
    }
    switch fit {
    case .taken: break
    case .beyondEnd: losses.count(.fragmentBeyondEnd, frame: packet.frame)
    case .contradiction: refuse(place, &losses)
    }
    if waiting.update(place, { $0.isComplete }) { return remove(place) }
    while bytes > Self.byteLimit, let oldest = waiting.oldest { drop(oldest, .fragmentsCrowdedOut, &losses) }
    return nil
  }

  /// Gives up what still waits when the capture ends.
  mutating func finish(losses: inout Losses) {
    while let oldest = waiting.oldest { drop(oldest, .fragmentsIncomplete, &losses) }
  }

  private mutating func isOver(_ place: Int, at time: CaptureTime) -> Bool {
    time.since(waiting.update(place) { $0.begun }) > Self.patience(waiting.key(at: place).source.family)
  }

  private mutating func place(for key: FragmentKey, _ packet: Packet, _ losses: inout Losses) -> Int {
    if let place = waiting.place(of: key) { return place }
    if waiting.count >= Self.limit, let oldest = waiting.oldest { drop(oldest, .fragmentsCrowdedOut, &losses) }
    let datagram = PartialDatagram(begun: packet.time, frame: packet.frame)
    bytes += datagram.cost
    return waiting.insert(datagram, for: key)
  }

  private mutating func take(_ fragment: Fragment, _ packet: Packet, at place: Int) -> PartialDatagram.Fit {
    change(place) { $0.add(fragment, packet.payload) }
  }

  private mutating func refuse(_ place: Int, _ losses: inout Losses) {
    losses.count(.fragmentsContradictory, frame: waiting.update(place) { $0.frame })
    change(place) { $0.refuse() }
  }

  /// Works on a packet and keeps count of what waits.
  private mutating func change<Result>(_ place: Int, _ body: (inout PartialDatagram) -> Result) -> Result {
    let (result, grown) = waiting.update(place) { datagram in
      let before = datagram.cost
      let result = body(&datagram)
      return (result, datagram.cost - before)
    }
    bytes += grown
    return result
  }

  private mutating func remove(_ place: Int) -> PartialDatagram {
    let datagram = waiting.remove(place)
    bytes -= datagram.cost
    return datagram
  }

  private mutating func drop(_ place: Int, _ loss: Loss, _ losses: inout Losses) {
    let datagram = remove(place)
    if !datagram.isRefused { losses.count(loss, frame: datagram.frame) }
  }
}
