import Scenario

/// Rows in columns that are as wide as their widest cell.
///
/// A list may have hundreds of thousands of rows: they are made page by page, on all processors.
struct Table {
  private let head: [String]
  private let rows: Range<Int>
  private let fill: @Sendable (Int, inout TablePage) -> Void
  private let widths: [Int]

  private static let rowsOfPage = 4096
  /// How many pages are written at once: more would only take memory.
  private static let pagesAtOnce = 8

  init(_ head: [String], _ rows: [[String]]) {
    self.init(head, rows: rows.count) { row, page in rows[row].forEach { page.add($0) } }
  }

  /// - Parameters:
  ///   - head: the names of the columns.
  ///   - count: how many rows there are.
  ///   - fill: adds the cells of a row to a page; it is asked for each row more than once, and adds the same.
  init(_ head: [String], rows count: Int, fill: @escaping @Sendable (Int, inout TablePage) -> Void) {
    self.head = head
    rows = 0..<count
    self.fill = fill
    var first = TablePage(measuring: head.count)
    head.forEach { first.add($0) }
    let measured = Self.pages(of: rows).concurrentMap { rows in
      var page = TablePage(measuring: head.count)
      for row in rows { fill(row, &page) }
      return page.widths
    }
    widths = measured.reduce(first.widths) { widths, page in zip(widths, page).map { max($0, $1) } }
  }

  /// Its lines, some thousand together, made as they are asked for.
  var texts: some Sequence<[UInt8]> {
    let pages = Self.pages(of: rows)
    let batches = stride(from: 0, to: max(1, pages.count), by: Self.pagesAtOnce)
    return batches.lazy.flatMap { [headline, fill, widths] start in
      (start == 0 ? [headline] : [])
        + Array(pages[start..<min(pages.count, start + Self.pagesAtOnce)]).concurrentMap { rows in
          var page = TablePage(widths, rows: rows.count)
          for row in rows { fill(row, &page) }
          return page.lines
        }
    }
  }

  private var headline: [UInt8] {
    var page = TablePage(widths, rows: 1)
    head.forEach { page.add($0) }
    return page.lines
  }

  var text: String { String(decoding: Array(texts.joined()), as: UTF8.self) }

  private static func pages(of rows: Range<Int>) -> [Range<Int>] {
    stride(from: 0, to: rows.count, by: rowsOfPage).map { $0..<min(rows.count, $0 + rowsOfPage) }
  }
}
