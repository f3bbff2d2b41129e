/// The first line in which two texts differ, with what stands around it.
package struct Difference: CustomStringConvertible {
  private let before: [String]
  private let after: [String]

  private static let context = 3

  package init(_ before: [UInt8], _ after: [UInt8]) {
    self.before = Self.lines(of: before)
    self.after = Self.lines(of: after)
  }

  package var description: String {
    let common = zip(before, after).prefix { $0 == $1 }.count
    let first = max(0, common - Self.context)
    return
      (["line \(common + 1)"]
      + before[first..<common].map { "  \($0)" }
      + around(common, in: before).map { "- \($0)" }
      + around(common, in: after).map { "+ \($0)" })
      .joined(separator: "\n")
  }

  private func around(_ line: Int, in text: [String]) -> ArraySlice<String> {
    text[min(line, text.count)..<min(line + 1 + Self.context, text.count)]
  }

  /// What can't be seen is written out, since it may be all that differs.
  private static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      String(decoding: line, as: UTF8.self).replacing("\r", with: "\\r").replacing("\t", with: "\\t")
    }
  }
}
