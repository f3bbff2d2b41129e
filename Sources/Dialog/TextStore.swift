import Glibc
import Wire

/// Many short texts one behind another: a string each would take three times the memory.
struct TextStore {
  /// Where a text stands.
  struct Text {
    fileprivate let start: Int
    fileprivate let count: UInt32

    /// Its place among the bytes of all texts.
    var range: ByteRange { start..<start + Int(count) }
  }

  private var bytes: [UInt8] = []

  mutating func add(_ source: Span<UInt8>, _ range: ByteRange) -> Text {
    let text = Text(start: bytes.count, count: UInt32(truncatingIfNeeded: range.count))
    unsafe source.extracting(range).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    return text
  }

  /// Lends the bytes of all texts.
  func withBytes(_ body: (Span<UInt8>) -> Void) { body(bytes.span) }

  /// The text; bytes that are not UTF-8 become U+FFFD.
  func text(_ text: Text) -> String { bytes.text(text.range) }

  /// Whether the bytes in `range` are that text.
  func equals(_ text: Text, _ source: Span<UInt8>, _ range: ByteRange) -> Bool {
    guard range.count == Int(text.count) else { return false }
    return unsafe source.extracting(range).withUnsafeBytes { other in
      unsafe bytes.withUnsafeBytes { own in
        guard let own = own.baseAddress, let other = other.baseAddress else { return true }
        return unsafe memcmp(own + text.start, other, range.count) == 0
      }
    }
  }
}
