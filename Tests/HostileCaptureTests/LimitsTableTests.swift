import Foundation
import Testing

/// The table of limits in `Sources/README.md` says what the code says.
@Suite struct LimitsTableTests {
  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// A line of the table.
  struct Row: Sendable, CustomTestStringConvertible {
    let limit: String
    let constant: String
    let code: String

    var testDescription: String { constant }

    init?(_ line: Substring) {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
      guard cells.count == 4, cells[2].contains(".") else { return nil }
      (limit, constant, code) = (cells[1], cells[2], cells[3])
    }
  }

  private static let rows = text("README.md").split(separator: "\n").compactMap { Row($0) }
  /// All of the code.
  private static let files = (FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? [])
    .filter { $0.hasSuffix(".swift") }
  private static let code = files.map(text).joined()

  private static func text(_ name: String) -> String {
    (try? String(contentsOf: sources.appending(path: name), encoding: .utf8)) ?? ""
  }

  @Test func theTableIsThere() { #expect(Self.rows.count >= 28) }

  @Test(arguments: rows) func aLimitIsWhatItsConstantSays(_ row: Row) throws {
    let name = row.constant.split(separator: ".").map(String.init)
    let file = try #require(Self.files.first { $0.hasSuffix("/\(name[0]).swift") })
    let definition = try Regex("static let \(name[1])(?:: \\w+)? = ([0-9_ <*]+)\n")
    let value = try #require(Self.text(file).firstMatch(of: definition)?.output[1].substring, "\(file)")
    #expect(Self.number(value) == Self.number(row.limit[...]), "\(value)")
    #expect(Self.code.contains("\"\(row.code)\""))
  }

  /// The value of `1 << 20`, `64 * 1024`, `10_000`, `16 MiB`.
  private static func number(_ text: Substring) -> Int? {
    let words = text.filter { $0 != "_" }.split(separator: " ")
    guard let first = words.first.flatMap({ Int($0) }), let last = words.last else { return nil }
    switch (words.count, words.count > 1 ? words[1] : "") {
    case (1, _): return first
    case (2, "KiB"): return first << 10
    case (2, "MiB"): return first << 20
    case (3, "<<"): return Int(last).map { first << $0 }
    case (3, "*"): return Int(last).map { first * $0 }
    default: return nil
    }
  }
}
