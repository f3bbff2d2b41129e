import Diagnostics
import Wire

/// Rows of a table that are made together; their cells are kept as bytes, one behind another.
struct TablePage: Sendable {
  private var bytes: [UInt8] = []
  /// How many bytes, and how many columns of a screen, each cell takes.
  private var cells: [(bytes: UInt32, width: UInt32)] = []
  /// The most columns of a screen that a cell takes, by column of the table.
  private(set) var widths: [Int]
  /// The column of the next cell.
  private var column = 0

  init(columns: Int) {
    widths = Array(repeating: 0, count: columns)
  }

  /// Adds the next cell, from left to right and row by row.
  mutating func add(_ text: String) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    // Letters that join are rare in SIP, and to find them is dear in a long list.
    var width = 0
    for position in start..<bytes.count where bytes[position] & 0xC0 != 0x80 { width += 1 }
    note(bytes.count - start, width: width)
  }

  /// The same of a text that came from a stranger: control characters are shown as `\xHH`.
  mutating func add(stranger text: Span<UInt8>) {
    // All bytes are looked at, whatever they are: so several are at once.
    var odd: UInt8 = 0
    for index in text.indices { odd |= text[index] &- 0x20 < 0x5F ? 0 : 1 }
    guard odd == 0 else { return add(text.text(0..<text.count).printable) }
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    note(text.count, width: text.count)
  }

  /// The same of a number, of which no text is made.
  ///
  /// - Parameter decimals: how many of its digits stand behind a point.
  mutating func add(_ number: Int, decimals: Int = 0) {
    // From the last digit to the first; a number has 20 at most.
    var digits = InlineArray<24, UInt8>(repeating: 0)
    var (left, place) = (number.magnitude, digits.count)
    while left > 0 || digits.count - place <= decimals + (decimals > 0 ? 1 : 0) {
      place -= 1
      if decimals > 0, digits.count - place == decimals + 1 {
        digits[place] = .dot
      } else {
        digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left % 10)
        left /= 10
      }
    }
    if number < 0 {
      place -= 1
      digits[place] = UInt8(ascii: "-")
    }
    let count = digits.count - place
    unsafe digits.span.extracting(place..<digits.count).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    note(count, width: count)
  }

  private mutating func note(_ count: Int, width: Int) {
    cells.append((UInt32(truncatingIfNeeded: count), UInt32(truncatingIfNeeded: width)))
    widths[column] = max(widths[column], width)
    column = column + 1 == widths.count ? 0 : column + 1
  }

  /// Its lines, where the columns of the whole table have these widths.
  func text(_ widths: [Int]) -> String {
    let rows = cells.count / max(1, widths.count)
    let padding = widths.reduce(0) { $0 + $1 + 2 }
    // Made in its place: a copy of a long list is as much memory again.
    return unsafe String(unsafeUninitializedCapacity: bytes.count + rows * padding) { text in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        var (start, end, column) = (0, 0, 0)
        for cell in cells {
          let count = Int(cell.bytes)
          _ = unsafe text.extracting(end..<end + count).update(fromContentsOf: bytes[start..<start + count])
          start += count
          end += count
          column += 1
          // The last column needs no room behind it.
          guard column == widths.count else {
            let room = widths[column - 1] - Int(cell.width) + 2
            unsafe text.extracting(end..<end + room).update(repeating: UInt8(ascii: " "))
            end += room
            continue
          }
          unsafe text[end] = UInt8(ascii: "\n")
          end += 1
          column = 0
        }
        return end
      }
    }
  }
}
