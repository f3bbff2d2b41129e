#if Control
import Foundation

/// A line that the program told, taken apart: `lab.yaml:12:7: error: [unknown-key] unknown key 'hedaer'`.
struct Finding: Codable, Hashable, Sendable, CustomStringConvertible {
  var file: String?
  var line: Int?
  var column: Int?
  let severity: String
  let code: String
  let message: String

  /// Nil when the line is no finding.
  init?(_ text: String) {
    guard let match = text.firstMatch(of: /(error|warning|note): \[([a-z0-9-]+)\] (.*)$/) else { return nil }
    severity = String(match.1)
    code = String(match.2)
    message = String(match.3)
    let place = text[..<match.range.lowerBound].trimmingSuffix(while: { $0 == ":" || $0 == " " })
    if place.isEmpty { return }
    let parts = place.split(separator: ":")
    guard parts.count >= 3, let line = Int(parts[parts.count - 2]), let column = Int(parts[parts.count - 1]) else {
      file = Self.fileName(place)
      return
    }
    file = Self.fileName(parts.dropLast(2).joined(separator: ":"))
    self.line = line
    self.column = column
  }

  /// As the program told it, without folders.
  var description: String {
    let place = [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    return (place.isEmpty ? "" : place + ": ") + "\(severity): [\(code)] \(message)"
  }

  /// Without the folders of this machine, which nobody else has.
  private static func fileName(_ path: some StringProtocol) -> String {
    String(path.split(separator: "/").last ?? path[...])
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isDropped(last) { rest.removeLast() }
    return rest
  }
}
#endif
