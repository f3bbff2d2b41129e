import Glibc
import Wire

/// Many short texts one behind another: a string each would take three times the memory.
///
/// They stand in pieces: nothing moves when there are more of them.
struct TextStore {
  /// Where a text stands.
  struct Text: BitwiseCopyable {
    // Its place counts through all pieces as if each were full; one goes with every call, so both share one word.
    private let bits: UInt64

    fileprivate init(piece: Int, range: ByteRange) {
      bits = UInt64(piece << TextStore.pieceBits + range.lowerBound) << TextStore.countBits | UInt64(range.count)
    }

    fileprivate var piece: Int { Int(bits >> UInt64(TextStore.countBits + TextStore.pieceBits)) }

    fileprivate var range: ByteRange {
      let start = Int(truncatingIfNeeded: bits >> UInt64(TextStore.countBits)) & (1 << TextStore.pieceBits - 1)
      return start..<start + Int(truncatingIfNeeded: bits & (1 << UInt64(TextStore.countBits) - 1))
    }
  }

  /// How many bits tell a place within a piece, and how long a text is: none is longer than a piece.
  private static let pieceBits = 16
  private static let countBits = 17

  private var pieces: [[UInt8]] = []

  /// Keeps the first 64 KiB of what fills `range`.
  mutating func add(_ source: Span<UInt8>, _ range: ByteRange) -> Text {
    let size = 1 << Self.pieceBits
    let kept = range.lowerBound..<min(range.upperBound, range.lowerBound + size)
    // An empty one has a place as well.
    if pieces.isEmpty || pieces[pieces.count - 1].count + max(1, kept.count) > size {
      // The first piece may be all there will be.
      let isFirst = pieces.isEmpty
      pieces.append([])
      if !isFirst { pieces[pieces.count - 1].reserveCapacity(size) }
    }
    let last = pieces.count - 1
    let start = pieces[last].count
    unsafe source.extracting(kept).withUnsafeBufferPointer { unsafe pieces[last].append(contentsOf: $0) }
    return Text(piece: last, range: start..<start + kept.count)
  }

  /// Lends the bytes of a text.
  func withBytes(of text: Text, _ body: (Span<UInt8>) -> Void) {
    unsafe pieces[text.piece].withUnsafeBufferPointer { body(unsafe $0.span.extracting(text.range)) }
  }

  /// The text; bytes that are not UTF-8 become U+FFFD.
  func text(_ text: Text) -> String { pieces[text.piece].text(text.range) }

  /// Whether the bytes in `range` are that text.
  func equals(_ text: Text, _ source: Span<UInt8>, _ range: ByteRange) -> Bool {
    let own = text.range
    guard range.count == own.count else { return false }
    return unsafe source.extracting(range).withUnsafeBytes { other in
      unsafe pieces[text.piece].withUnsafeBytes { piece in
        guard let base = piece.baseAddress, let other = other.baseAddress else { return true }
        return unsafe memcmp(base + own.lowerBound, other, own.count) == 0
      }
    }
  }
}
