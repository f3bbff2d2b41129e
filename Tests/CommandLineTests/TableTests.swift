import Testing
import Wire

@testable import pcap2scenario

/// Rows in columns.
struct TableTests {
  @Test func columnsAreAsWideAsTheirWidestCell() {
    let table = Table(["A", "NAME", "Z"], [["1", "é", ""], ["200", "longest", "end"]])
    #expect(table.text == "A    NAME     Z\n1    é        \n200  longest  end\n")
  }

  @Test func aTableWithoutRowsIsItsHead() {
    #expect(Table(["A", "BC"], []).text == "A  BC\n")
  }

  /// Each number is as wide when it is measured as when it is written.
  @Test func numbersAndTimesFitTheirColumns() {
    let numbers = [0, 7, 10, 99, 100, 999, 1000, 123_456, -5, .max, .min]
    for number in numbers {
      for decimals in 0...3 {
        let table = Table(["", ""], rows: 1) { _, page in
          page.add(number, decimals: decimals)
          page.add("|")
        }
        let line = table.text.split(separator: "\n").last ?? ""
        let cell = line.prefix { $0 != " " }
        #expect(line == cell + "  |")
        #expect(Int(cell.filter { $0 != "." }) == number)
        #expect(decimals == 0 || cell.dropLast(decimals).last == ".")
      }
    }
    let time = Table(["", ""], rows: 1) { _, page in
      page.add(CaptureTime(nanoseconds: 1_000_000))
      page.add("|")
    }
    #expect(time.text.hasSuffix("\n1970-01-01 00:00:00.001  |\n"))
  }

  @Test func whatStrangersSentIsPrintable() {
    let table = Table(["", ""], rows: 2) { row, page in
      page.add(stranger: (row == 0 ? [0x61, 0x1B] : Array("é".utf8)).span)
      page.add("|")
    }
    #expect(table.text == "       \na\\x1B  |\né      |\n")
  }

  /// Over several pages, and more than are written at once.
  @Test func allRowsOfALongListAreWritten() {
    let count = 40_000
    let table = Table(["N"], rows: count) { row, page in page.add(row) }
    let lines = table.text.split(separator: "\n")
    #expect(lines.count == count + 1)
    #expect(lines.dropFirst().enumerated().allSatisfy { Int($1) == $0 })
  }
}
