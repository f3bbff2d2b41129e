internal import Wire

/// Puts IP packets together from fragments, in whatever order they come.
///
/// What waits is bounded in number and in bytes; the oldest goes first.
struct Reassembler {
  /// How many packets may wait for fragments at once.
  static let limit = 1024
  /// How many bytes may wait in all.
  static let byteLimit = 16 << 20
  /// How long after its first fragment a packet may still be completed; Linux waits as long.
  static let patience = Duration.seconds(30)

  private var waiting = AgeTable<FragmentKey, PartialDatagram>()
  private var bytes = 0

  /// Takes the piece that `packet` holds and gives back the whole packet when this was its last.
  mutating func add(_ fragment: Fragment, of packet: Packet, losses: inout Losses) -> PartialDatagram? {
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
    let place = place(for: key, packet, &losses)
    let (wasValid, grown, isComplete) = waiting.update(place) { datagram in
      let before = datagram.bytes.count
      let wasValid = datagram.add(fragment, packet.payload)
      return (wasValid, datagram.bytes.count - before, datagram.isComplete)
    }
    bytes += grown
    if !wasValid { losses.count(.fragmentBeyondEnd, frame: packet.frame) }
    if isComplete { return remove(place) }
    while bytes > Self.byteLimit { dropOldest(.fragmentsCrowdedOut, &losses) }
    return nil
  }

  /// Gives up what still waits when the capture ends.
  mutating func finish(losses: inout Losses) {
    while !waiting.isEmpty { dropOldest(.fragmentsIncomplete, &losses) }
  }

  private mutating func place(for key: FragmentKey, _ packet: Packet, _ losses: inout Losses) -> Int {
    if let place = waiting.place(of: key) {
      let (begun, frame) = waiting.update(place) { ($0.begun, $0.frame) }
      guard packet.time.since(begun) > Self.patience else { return place }
      losses.count(.fragmentsIncomplete, frame: frame)
      _ = remove(place)
    }
    if waiting.count >= Self.limit { dropOldest(.fragmentsCrowdedOut, &losses) }
    return waiting.insert(PartialDatagram(begun: packet.time, frame: packet.frame), for: key)
  }

  private mutating func remove(_ place: Int) -> PartialDatagram {
    let datagram = waiting.remove(place)
    bytes -= datagram.bytes.count
    return datagram
  }

  private mutating func dropOldest(_ loss: Loss, _ losses: inout Losses) {
    guard let oldest = waiting.oldest else { return }
    let datagram = remove(oldest)
    losses.count(loss, frame: datagram.frame)
  }
}
