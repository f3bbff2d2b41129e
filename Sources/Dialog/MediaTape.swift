package import Wire

/// The media of the calls that a reading of a capture keeps, as long as it is not much.
///
/// Who wants one call of a large capture so need not read all of it twice. What is more than its room is not kept, and
/// must be read again.
package struct MediaTape: Sendable {
  private struct Piece {
    let datagram: Arrival
    let missing: Int
    /// Where its bytes end, which begin behind those of the piece before.
    let end: Int
  }

  private var pieces: [Piece] = []
  private var bytes: [UInt8] = []
  private var isFull = false

  /// In bytes, with what is noted of each packet: ten minutes of a call in G.711.
  static let room = 16 << 20

  /// Whether everything had room.
  package var isWhole: Bool { !isFull }

  /// Records the next datagram.
  mutating func record(_ datagram: Arrival, _ payload: Span<UInt8>, missing: Int) {
    guard !isFull else { return }
    guard bytes.count + payload.count + (pieces.count + 1) * MemoryLayout<Piece>.stride <= Self.room else {
      isFull = true
      pieces = []
      bytes = []
      return
    }
    unsafe payload.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    pieces.append(Piece(datagram: datagram, missing: missing, end: bytes.count))
  }

  /// Hands everything to `receiver`, in the order of the capture.
  package func play(to receiver: some TrafficReceiver) {
    let all = bytes.span
    var start = 0
    for piece in pieces {
      receiver.receive(datagram: piece.datagram, payload: all.extracting(start..<piece.end), missing: piece.missing)
      start = piece.end
    }
  }
}
