#if Control
import Foundation
import Hummingbird

/// The parameters of a query as forms and most libraries send them: a blank is '+', and a name may stand there more than
/// once.
struct QueryParameters: Sendable {
  let pairs: [(name: String, value: String)]

  init(_ request: Request) { self.init(request.uri.query ?? "") }

  init(_ query: String) {
    pairs = query.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : "")
    }
  }

  /// The first value of a name; nil when it is not there.
  func first(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// The first value of a name; empty when there is none.
  subscript(_ name: String) -> String { first(name) ?? "" }

  /// All values of a name; several may stand in one, with commas between them.
  func all(_ name: String) -> [String] {
    pairs.filter { $0.name == name }.flatMap { $0.value.split(separator: ",").map(String.init) }
  }

  /// A whole number; `standard` when there is none, or one that can't be.
  func number(_ name: String, _ range: ClosedRange<Int>, else standard: Int) -> Int {
    guard let number = Int(self[name]), range.contains(number) else { return standard }
    return number
  }

  private static func decoded(_ text: Substring) -> String {
    let blanks = String(text).replacing("+", with: " ")
    return blanks.removingPercentEncoding ?? blanks
  }
}
#endif
