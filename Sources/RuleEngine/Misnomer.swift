import Diagnostics

/// A name in a rule file that means nothing, and what may have been meant.
package struct Misnomer: Error {
  package let message: String

  init(_ message: String) {
    self.message = message
  }

  /// The name is the last quoted word of `message`.
  init(_ message: String, candidates: [String]) {
    let name = message.split(separator: "'", omittingEmptySubsequences: false).dropLast().last.map(String.init) ?? ""
    self.message = message + Spelling.suggestion(for: name, among: candidates)
  }
}
