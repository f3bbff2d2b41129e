internal import Wire

/// What is known of one direction of an SCTP association: which chunks came, and the pieces of messages that wait.
struct SCTPMessages {
  /// How many pieces of messages may wait.
  static let pieceLimit = 256
  /// How many sequence numbers are remembered, so that what is sent again is not heard twice.
  static let memory = 64

  struct Piece {
    let bytes: [UInt8]
    let isFirst: Bool
    let isLast: Bool
    let frame: FrameNumber

    /// What it takes in memory, in bytes.
    var cost: Int { bytes.count + 128 }
  }

  /// A chunk that came: its number, and what tells it from another one of that number.
  private struct Sighting: Equatable {
    let sequence: UInt32
    let mark: UInt64
  }

  private var seen: [Sighting] = []
  private var oldest = 0
  private var pieces: [UInt32: Piece] = [:]
  /// What waits takes so much memory, in bytes.
  private(set) var bytes = 0

  /// Whether a chunk is new; it is remembered.
  ///
  /// - Parameters:
  ///   - sequence: its number.
  ///   - whole: its message, when it holds a whole one. What is sent again is the same; where numbers mean nothing, as
  ///     in what text2pcap makes of logs, messages differ.
  mutating func isNew(_ sequence: UInt32, whole: Octets?) -> Bool {
    let sighting = Sighting(sequence: sequence, mark: whole?.fingerprint ?? 0)
    guard !seen.contains(sighting) else { return false }
    if seen.count < Self.memory {
      seen.append(sighting)
    } else {
      seen[oldest] = sighting
      oldest = (oldest + 1) % Self.memory
    }
    return true
  }

  /// Takes a piece; gives back the message that it completes.
  mutating func add(_ piece: Piece, sequence: UInt32) -> [UInt8]? {
    bytes += piece.cost - (pieces.updateValue(piece, forKey: sequence)?.cost ?? 0)
    guard let first = edge(from: sequence, by: UInt32.max, \.isFirst), let last = edge(from: sequence, by: 1, \.isLast)
    else { return nil }
    var message: [UInt8] = []
    var number = first
    while let part = pieces.removeValue(forKey: number) {
      message += part.bytes
      bytes -= part.cost
      if number == last { break }
      number &+= 1
    }
    return message
  }

  /// Whether more waits than a message can have pieces.
  var isCrowded: Bool { pieces.count > Self.pieceLimit }

  /// Gives up what waits; the frame of its first piece, nil when nothing did.
  mutating func drop() -> FrameNumber? {
    let frame = pieces.values.map(\.frame).min()
    pieces = [:]
    bytes = 0
    return frame
  }

  /// The number of the piece that ends the message on one side, as far as pieces follow one another.
  private func edge(from sequence: UInt32, by step: UInt32, _ isEdge: (Piece) -> Bool) -> UInt32? {
    var number = sequence
    while let piece = pieces[number] {
      if isEdge(piece) { return number }
      number &+= step
    }
    return nil
  }
}
