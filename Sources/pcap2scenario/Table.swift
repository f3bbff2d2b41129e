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
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + cells.count * 8)
    var start = 0
    for (index, cell) in cells.enumerated() {
      let column = index % widths.count
      text += bytes[start..<start + Int(cell.bytes)]
      start += Int(cell.bytes)
      if column == widths.count - 1 {
        // The last column needs no room behind it.
        text.append(UInt8(ascii: "\n"))
      } else {
        text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: Int(widths[column] - cell.width) + 2))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension String {
  /// How many columns it takes; letters that join are rare in SIP, and to find them is dear in a long list.
  fileprivate var width: Int { utf8.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }
}
