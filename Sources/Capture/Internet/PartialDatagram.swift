internal import Wire

/// An IP packet being put together from its fragments, by the list of holes of RFC 815.
///
/// A piece only ever fills holes, and what it says of bytes that are there must be what they are: a duplicate changes
/// nothing, a contradiction is for the reassembler to settle.
struct PartialDatagram {
  /// The largest payload of an IP packet in bytes.
  static let largest = 65_535

  /// What became of a piece.
  enum Fit {
    case taken
    /// It reaches beyond the end of the datagram.
    case beyondEnd
    /// It says other bytes than are there.
    case contradiction
  }

  /// The time of the first piece to arrive.
  let begun: CaptureTime
  /// The frame of the first piece to arrive.
  let frame: FrameNumber
  /// Of the piece at offset 0; 0 until it comes.
  private(set) var protocolNumber: UInt8 = 0
  private(set) var bytes: [UInt8] = []
  private var holes = [0..<PartialDatagram.largest]
  private var length: Int?
  /// Whether its pieces contradicted each other, so that it takes no more of them.
  private(set) var isRefused = false

  init(begun: CaptureTime, frame: FrameNumber) {
    self.begun = begun
    self.frame = frame
  }

  var isComplete: Bool { length != nil && holes.isEmpty }

  /// What it takes in memory, in bytes.
  var cost: Int { bytes.count + holes.count * MemoryLayout<Range<Int>>.stride }

  /// Fills in a piece.
  mutating func add(_ fragment: Fragment, _ payload: Octets) -> Fit {
    guard !isRefused else { return .taken }
    let range = fragment.offset..<(fragment.offset + payload.count)
    guard range.upperBound <= length ?? Self.largest else { return .beyondEnd }
    let isEnd = !fragment.moreFollow && length == nil
    guard !isEnd || range.upperBound >= bytes.count else { return .beyondEnd }
    let touched = touchedHoles(by: range)
    guard agrees(payload, in: range, outside: holes[touched]) else { return .contradiction }
    if fragment.offset == 0 { protocolNumber = fragment.protocolNumber }
    if bytes.count < range.upperBound {
      bytes += Array(repeating: 0, count: range.upperBound - bytes.count)
    }
    fill(range, payload, touched)
    if isEnd { end(at: range.upperBound) }
    return .taken
  }

  /// Takes no more pieces, and lets go of those that are there.
  mutating func refuse() {
    isRefused = true
    bytes = []
    holes = []
  }

  /// Where the holes stand that `range` touches.
  private func touchedHoles(by range: Range<Int>) -> Range<Int> {
    let first = holes.partitioningIndex { $0.upperBound > range.lowerBound }
    let end = holes.partitioningIndex { $0.lowerBound >= range.upperBound }
    return first..<max(first, end)
  }

  /// Whether the bytes that are there already are those of the piece.
  private func agrees(_ payload: Octets, in range: Range<Int>, outside holes: ArraySlice<Range<Int>>) -> Bool {
    var position = range.lowerBound
    func isSame(to end: Int) -> Bool {
      position >= end || (position..<end).allSatisfy { bytes[$0] == payload[$0 - range.lowerBound] }
    }
    for hole in holes {
      guard isSame(to: hole.lowerBound) else { return false }
      position = max(position, hole.upperBound)
    }
    return isSame(to: range.upperBound)
  }

  private mutating func fill(_ range: Range<Int>, _ payload: Octets, _ touched: Range<Int>) {
    var rest: [Range<Int>] = []
    for hole in holes[touched] {
      let filled = hole.clamped(to: range)
      for position in filled { bytes[position] = payload[position - range.lowerBound] }
      if hole.lowerBound < filled.lowerBound { rest.append(hole.lowerBound..<filled.lowerBound) }
      if filled.upperBound < hole.upperBound { rest.append(filled.upperBound..<hole.upperBound) }
    }
    holes.replaceSubrange(touched, with: rest)
  }

  /// Nothing is missing behind `end`.
  private mutating func end(at end: Int) {
    length = end
    while let last = holes.last, last.upperBound > end {
      holes.removeLast()
      if last.lowerBound < end { holes.append(last.lowerBound..<end) }
    }
  }
}

extension Array {
  /// The index of the first element for which `belongs` holds, when it holds for all behind it.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
