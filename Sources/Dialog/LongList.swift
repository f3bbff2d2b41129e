/// A list that may become long: it grows by pieces, so nothing that is in it moves or is in memory twice.
struct LongList<Element: Sendable>: Sendable {
  private var pieces: [[Element]] = []
  private(set) var endIndex = 0

  /// How many bits of an index count within a piece.
  private static var bits: Int { 12 }
  private static var size: Int { 1 << bits }

  mutating func append(_ element: Element) {
    if endIndex & (Self.size - 1) == 0 {
      pieces.append([])
      // The first piece may be all there will be.
      if endIndex > 0 { pieces[pieces.count - 1].reserveCapacity(Self.size) }
    }
    pieces[pieces.count - 1].append(element)
    endIndex += 1
  }
}

extension LongList: RandomAccessCollection, MutableCollection {
  var startIndex: Int { 0 }

  subscript(index: Int) -> Element {
    @inline(__always) _read { yield pieces[index >> Self.bits][index & (Self.size - 1)] }
    @inline(__always) _modify { yield &pieces[index >> Self.bits][index & (Self.size - 1)] }
  }
}

extension LongList {
  /// Lends an element that is too large to be copied for a look at it.
  func withElement<Result>(at index: Int, _ body: (borrowing Element) -> Result) -> Result {
    unsafe pieces[index >> Self.bits].withUnsafeBufferPointer { piece in
      body(unsafe piece[index & (Self.size - 1)])
    }
  }
}

extension LongList: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: Element...) {
    elements.forEach { append($0) }
  }
}
