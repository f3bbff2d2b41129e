import Diagnostics
import Wire

/// Rows of a table that are made together.
///
/// They are gone through twice, first to find out how wide the columns get: to keep them all until that is known would
/// take more memory than what they tell of.
struct TablePage: Sendable {
  /// The most columns of a screen that a cell takes, by column of the table: those of this page while it measures,
  /// those of the whole table while it writes.
  private(set) var widths: [Int]
  /// The lines so far; none while it measures.
  private(set) var lines: [UInt8] = []
  private let isMeasuring: Bool
  /// A line whose cells are all blank, up to the last one.
  private let blank: [UInt8]
  /// The column of the next cell.
  private var column = 0
  /// Where the next cell is written.
  private var place = 0

  /// A page that tells how wide its columns are, and nothing else.
  init(measuring columns: Int) {
    widths = Array(repeating: 0, count: columns)
    isMeasuring = true
    blank = []
  }

  /// A page of `rows` lines in columns that are so wide.
  init(_ widths: [Int], rows: Int) {
    self.widths = widths
    isMeasuring = false
    let width = widths.dropLast().reduce(0) { $0 + $1 + Self.gap }
    blank = Array(repeating: .space, count: width)
    lines.reserveCapacity(rows * (width + (widths.last ?? 0) + 1))
  }

  /// How many blanks stand between two columns.
  private static let gap = 2

  /// Adds the next cell, from left to right and row by row.
  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      // Letters that join are rare in SIP, and to find them is dear in a long list.
      let width = unsafe bytes.count { $0 & 0xC0 != 0x80 }
      unsafe add(bytes, width: width)
    }
  }

  /// The same of a text that came from a stranger: control characters are shown as `\xHH`.
  mutating func add(stranger text: Span<UInt8>) {
    guard text.isPlain else { return add(text.text(0..<text.count).printable) }
    unsafe text.withUnsafeBufferPointer { unsafe add($0, width: $0.count) }
  }

  /// The same of a time, to the millisecond.
  mutating func add(_ time: CaptureTime) {
    if isMeasuring { return note(CaptureTime.widthOfMilliseconds) }
    time.withMilliseconds { text in unsafe text.withUnsafeBufferPointer { unsafe add($0, width: $0.count) } }
  }

  /// The same of a number, of which no text is made.
  ///
  /// - Parameter decimals: how many of its digits stand behind a point.
  mutating func add(_ number: Int, decimals: Int = 0) {
    if isMeasuring {
      let digits = max(Self.digits(of: number.magnitude), decimals + 1)
      return note(digits + (decimals > 0 ? 1 : 0) + (number < 0 ? 1 : 0))
    }
    // From the last digit to the first; a number has 20 at most.
    var digits = InlineArray<24, UInt8>(repeating: 0)
    var (left, start) = (number.magnitude, digits.count)
    while left > 0 || digits.count - start <= decimals + (decimals > 0 ? 1 : 0) {
      start -= 1
      if decimals > 0, digits.count - start == decimals + 1 {
        digits[start] = .dot
      } else {
        digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left % 10)
        left /= 10
      }
    }
    if number < 0 {
      start -= 1
      digits[start] = UInt8(ascii: "-")
    }
    unsafe digits.span.extracting(start..<digits.count).withUnsafeBufferPointer { unsafe add($0, width: $0.count) }
  }

  @inline(__always)
  private mutating func add(_ cell: UnsafeBufferPointer<UInt8>, width: Int) {
    if isMeasuring { return note(width) }
    unsafe write(cell, width: width)
    column = column + 1 == widths.count ? 0 : column + 1
  }

  @inline(__always)
  private mutating func note(_ width: Int) {
    if widths[column] < width { widths[column] = width }
    column = column + 1 == widths.count ? 0 : column + 1
  }

  /// How many digits a number has.
  private static func digits(of number: UInt) -> Int {
    var (left, count) = (number, 1)
    while left >= 1000 {
      left /= 1000
      count += 3
    }
    return left >= 100 ? count + 2 : left >= 10 ? count + 1 : count
  }

  private mutating func write(_ cell: UnsafeBufferPointer<UInt8>, width: Int) {
    if column == 0 {
      place = lines.count
      lines.append(contentsOf: blank)
    }
    // The last column needs no room behind it.
    guard column < widths.count - 1 else {
      unsafe lines.append(contentsOf: cell)
      lines.append(.lineFeed)
      return
    }
    // What takes more bytes than columns moves all that follows.
    if cell.count > width { lines.append(contentsOf: repeatElement(.space, count: cell.count - width)) }
    unsafe lines.withUnsafeMutableBufferPointer { line in
      _ = unsafe line.extracting(place..<place + cell.count).update(fromContentsOf: cell)
    }
    place += cell.count - width + widths[column] + Self.gap
  }
}
