/// Rows of a table that are made together; their cells are kept as bytes, one behind another.
struct TablePage: Sendable {
  private var bytes: [UInt8] = []
  /// How many bytes, and how many columns of a screen, each cell takes.
  private var cells: [(bytes: UInt32, width: UInt32)] = []
  /// The most columns of a screen that a cell takes, by column of the table.
  private(set) var widths: [Int]

  init(columns: Int) {
    widths = Array(repeating: 0, count: columns)
  }

  mutating func add(_ row: [String]) {
    for (column, cell) in row.enumerated() {
      let start = bytes.count
      bytes.append(contentsOf: cell.utf8)
      // Letters that join are rare in SIP, and to find them is dear in a long list.
      var width = 0
      for position in start..<bytes.count where bytes[position] & 0xC0 != 0x80 { width += 1 }
      cells.append((UInt32(truncatingIfNeeded: bytes.count - start), UInt32(truncatingIfNeeded: width)))
      widths[column] = max(widths[column], width)
    }
  }

  /// Its lines, where the columns of the whole table have these widths.
  func text(_ widths: [Int]) -> String {
    let rows = cells.count / max(1, widths.count)
    let padding = widths.reduce(0) { $0 + $1 + 2 }
    // Made in its place: a copy of a long list is as much memory again.
    return unsafe String(unsafeUninitializedCapacity: bytes.count + rows * padding) { text in
      var (start, end) = (0, 0)
      for (index, cell) in cells.enumerated() {
        let column = index % widths.count
        for _ in 0..<Int(cell.bytes) {
          unsafe text[end] = bytes[start]
          start += 1
          end += 1
        }
        // The last column needs no room behind it.
        let room = column == widths.count - 1 ? 0 : widths[column] - Int(cell.width) + 2
        for _ in 0..<room {
          unsafe text[end] = UInt8(ascii: " ")
          end += 1
        }
        guard room == 0 else { continue }
        unsafe text[end] = UInt8(ascii: "\n")
        end += 1
      }
      return end
    }
  }
}
