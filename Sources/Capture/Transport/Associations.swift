internal import Wire

/// The SCTP associations of a capture: hands out whole user messages, bounded in number and in bytes that wait.
struct Associations {
  /// How many directions are kept at once; then the one that was idle longest is forgotten.
  static let limit = 4096
  /// How many bytes may wait for missing pieces in all directions together.
  static let byteLimit = 16 << 20

  private var open = AgeTable<SCTPDirection, SCTPMessages>()
  private var bytes = 0

  /// Takes the chunks that are the payload of `packet`.
  mutating func take(_ direction: SCTPDirection, _ packet: Packet, to outlet: inout Outlet) {
    var rest = packet
    while rest.captured > 0 {
      guard let chunk = SCTPChunk(front: &rest) else { return outlet.losses.count(.sctpHeader, frame: packet.frame) }
      switch chunk.type {
      case SCTPChunk.data: take(chunk, of: direction, to: &outlet)
      case SCTPChunk.interleaved: outlet.losses.count(.sctpInterleaved, frame: packet.frame)
      default: break
      }
    }
    while bytes > Self.byteLimit, let oldest = open.oldest { close(oldest, &outlet.losses) }
  }

  /// Gives up what still waits when the capture ends.
  mutating func finish(losses: inout Losses) {
    while let oldest = open.oldest { close(oldest, &losses) }
  }

  private mutating func take(_ chunk: SCTPChunk, of direction: SCTPDirection, to outlet: inout Outlet) {
    var chunk = chunk
    guard let sequence = chunk.takeSequence() else {
      return outlet.losses.count(.sctpHeader, frame: chunk.value.frame)
    }
    let place = place(of: direction, &outlet.losses)
    guard open.update(place, { $0.isNew(sequence) }) else { return }
    if chunk.isFirst, chunk.isLast { return send(chunk.value, of: direction, to: &outlet) }
    let piece = SCTPMessages.Piece(
      bytes: chunk.value.payload.copied(),
      isFirst: chunk.isFirst,
      isLast: chunk.isLast,
      frame: chunk.value.frame
    )
    guard chunk.value.missing == 0 else { return outlet.losses.count(.sctpPieces, frame: piece.frame) }
    let (message, dropped, grown) = open.update(place) { messages in
      let before = messages.bytes
      let message = messages.add(piece, sequence: sequence)
      let dropped = messages.isCrowded ? messages.drop() : nil
      return (message, dropped, messages.bytes - before)
    }
    bytes += grown
    if let dropped { outlet.losses.count(.sctpPieces, frame: dropped) }
    message?.withOctets { send(chunk.value.replacing($0), of: direction, to: &outlet) }
  }

  private func send(_ packet: Packet, of direction: SCTPDirection, to outlet: inout Outlet) {
    outlet.send(datagram: packet, from: direction.source.port, to: direction.destination.port, over: .sctp)
  }

  private mutating func place(of direction: SCTPDirection, _ losses: inout Losses) -> Int {
    if let place = open.place(of: direction) {
      open.renew(place)
      return place
    }
    if open.count >= Self.limit, let oldest = open.oldest { close(oldest, &losses) }
    return open.insert(SCTPMessages(), for: direction)
  }

  private mutating func close(_ place: Int, _ losses: inout Losses) {
    var messages = open.remove(place)
    bytes -= messages.bytes
    if let frame = messages.drop() { losses.count(.sctpPieces, frame: frame) }
  }
}
