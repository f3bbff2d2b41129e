import Scenario

/// Rows in columns that are as wide as their widest cell.
///
/// A list may have hundreds of thousands of rows: they are made page by page, on all processors.
struct Table {
  private let pages: [TablePage]
  private let widths: [Int]

  private static let rowsOfPage = 2048

  init(_ head: [String], _ rows: [[String]]) {
    self.init(head, of: rows) { $0 }
  }

  /// - Parameters:
  ///   - head: the names of the columns.
  ///   - items: what the rows are about.
  ///   - row: makes the cells of one.
  init<Items: RandomAccessCollection & Sendable>(
    _ head: [String],
    of items: Items,
    row: @Sendable (Items.Element) -> [String]
  ) where Items.Index == Int {
    let starts = Array(stride(from: items.startIndex, to: items.endIndex, by: Self.rowsOfPage))
    let rows = starts.concurrentMap { start in
      var page = TablePage(columns: head.count)
      for index in start..<min(items.endIndex, start + Self.rowsOfPage) { page.add(row(items[index])) }
      return page
    }
    var first = TablePage(columns: head.count)
    first.add(head)
    let pages = [first] + rows
    self.pages = pages
    widths = head.indices.map { column in pages.reduce(0) { max($0, $1.widths[column]) } }
  }

  /// Its lines, some thousand together.
  var texts: [String] { pages.concurrentMap { $0.text(widths) } }

  var text: String { texts.joined() }
}
