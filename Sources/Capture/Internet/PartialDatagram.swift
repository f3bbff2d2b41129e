internal import Wire

/// An IP packet being put together from its fragments, by the list of holes of RFC 815.
///
/// A piece only ever fills holes, so of two that overlap the first wins and a duplicate changes nothing.
struct PartialDatagram {
  /// The largest payload of an IP packet in bytes.
  static let largest = 65_535

  /// The time of the first piece to arrive.
  let begun: CaptureTime
  /// The frame of the first piece to arrive.
  let frame: FrameNumber
  /// Of the piece at offset 0; 0 until it comes.
  private(set) var protocolNumber: UInt8 = 0
  private(set) var bytes: [UInt8] = []
  private var holes = [0..<PartialDatagram.largest]
  private var length: Int?

  init(begun: CaptureTime, frame: FrameNumber) {
    self.begun = begun
    self.frame = frame
  }

  var isComplete: Bool { length != nil && holes.isEmpty }

  /// Fills in a piece; false when it reaches beyond the end of the datagram.
  mutating func add(_ fragment: Fragment, _ payload: Octets) -> Bool {
    let range = fragment.offset..<(fragment.offset + payload.count)
    guard range.upperBound <= length ?? Self.largest else { return false }
    if fragment.offset == 0 { protocolNumber = fragment.protocolNumber }
    if !fragment.moreFollow, length == nil {
      guard range.upperBound >= bytes.count else { return false }
      length = range.upperBound
      holes = holes.compactMap { hole in
        hole.lowerBound < range.upperBound ? hole.clamped(to: 0..<range.upperBound) : nil
      }
    }
    if bytes.count < range.upperBound {
      bytes += Array(repeating: 0, count: range.upperBound - bytes.count)
    }
    fill(range, payload)
    return true
  }

  private mutating func fill(_ range: Range<Int>, _ payload: Octets) {
    guard let first = holes.firstIndex(where: { $0.overlaps(range) }) else { return }
    var last = first
    var rest: [Range<Int>] = []
    while last < holes.count, holes[last].overlaps(range) {
      let hole = holes[last]
      let filled = hole.clamped(to: range)
      for position in filled { bytes[position] = payload[position - range.lowerBound] }
      if hole.lowerBound < filled.lowerBound { rest.append(hole.lowerBound..<filled.lowerBound) }
      if filled.upperBound < hole.upperBound { rest.append(filled.upperBound..<hole.upperBound) }
      last += 1
    }
    holes.replaceSubrange(first..<last, with: rest)
  }
}
