/// Rows in columns that are as wide as their widest cell.
struct Table {
  private let rows: [[String]]

  init(_ head: [String], _ rows: [[String]]) {
    self.rows = [head] + rows
  }

  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].width }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        // The last column needs no room behind it.
        column == row.count - 1 ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.width)
      }.joined(separator: "  ") + "\n"
    }.joined()
  }
}

extension String {
  /// How many columns it takes; letters that join are rare in SIP, and to find them is dear in a long list.
  fileprivate var width: Int { unicodeScalars.count }
}
