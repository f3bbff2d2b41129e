/// Rows in columns that are as wide as their widest cell.
///
/// A list may have hundreds of thousands of rows: their cells are kept as bytes, one behind another.
struct Table {
  private var bytes: [UInt8] = []
  /// How many bytes, and how many columns of a screen, each cell takes.
  private var cells: [(bytes: UInt32, width: UInt32)] = []
  private var widths: [UInt32]

  init(_ head: [String], _ rows: some Sequence<[String]>) {
    widths = head.map { _ in 0 }
    add(head)
    for row in rows { add(row) }
  }

  private mutating func add(_ row: [String]) {
    for (column, cell) in row.enumerated() {
      let width = UInt32(truncatingIfNeeded: cell.width)
      bytes.append(contentsOf: cell.utf8)
      cells.append((UInt32(truncatingIfNeeded: cell.utf8.count), width))
      widths[column] = max(widths[column], width)
    }
  }

  var text: String {
    let rows = cells.count / max(1, widths.count)
    let padding = widths.reduce(0) { $0 + Int($1) + 2 }
    // Made in its place: a copy of a long list is as much memory again.
    return unsafe String(unsafeUninitializedCapacity: bytes.count + rows * padding) { text in
      var (start, end) = (0, 0)
      for (index, cell) in cells.enumerated() {
        let column = index % widths.count
        let count = Int(cell.bytes)
        for offset in 0..<count { unsafe text[end + offset] = bytes[start + offset] }
        start += count
        end += count
        // The last column needs no room behind it.
        let room = column == widths.count - 1 ? 0 : Int(widths[column] - cell.width) + 2
        for offset in 0..<room { unsafe text[end + offset] = UInt8(ascii: " ") }
        end += room
        guard room == 0 else { continue }
        unsafe text[end] = UInt8(ascii: "\n")
        end += 1
      }
      return end
    }
  }
}

extension String {
  /// How many columns it takes; letters that join are rare in SIP, and to find them is dear in a long list.
  fileprivate var width: Int { utf8.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }
}
