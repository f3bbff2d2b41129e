import Scenario

/// Rows in columns that are as wide as their widest cell.
///
/// A list may have hundreds of thousands of rows: they are made page by page, on all processors.
struct Table {
  private let pages: [TablePage]
  private let widths: [Int]

  private static let rowsOfPage = 2048
  /// How many pages become text at once: more would only take memory.
  private static let pagesAtOnce = 8

  init(_ head: [String], _ rows: [[String]]) {
    self.init(head, rows: rows.count) { row, page in rows[row].forEach { page.add($0) } }
  }

  /// - Parameters:
  ///   - head: the names of the columns.
  ///   - count: how many rows there are.
  ///   - fill: adds the cells of a row to a page.
  init(_ head: [String], rows count: Int, fill: @Sendable (Int, inout TablePage) -> Void) {
    let starts = Array(stride(from: 0, to: count, by: Self.rowsOfPage))
    let rows = starts.concurrentMap { start in
      var page = TablePage(columns: head.count)
      for row in start..<min(count, start + Self.rowsOfPage) { fill(row, &page) }
      return page
    }
    var first = TablePage(columns: head.count)
    head.forEach { first.add($0) }
    let pages = [first] + rows
    self.pages = pages
    widths = head.indices.map { column in pages.reduce(0) { max($0, $1.widths[column]) } }
  }

  /// Its lines, some thousand together, made as they are asked for.
  var texts: some Sequence<String> {
    stride(from: 0, to: pages.count, by: Self.pagesAtOnce).lazy.flatMap { [pages, widths] start in
      Array(pages[start..<min(pages.count, start + Self.pagesAtOnce)]).concurrentMap { $0.text(widths) }
    }
  }

  var text: String { texts.joined() }
}
