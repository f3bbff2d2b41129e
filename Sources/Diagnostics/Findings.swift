/// What a stage found while it worked, in the order in which it found it.
package struct Findings: Sendable {
  package private(set) var all: [Diagnostic] = []

  package init() {}

  /// Takes one more, unless the very same was told before.
  package mutating func add(_ diagnostic: Diagnostic) {
    guard seen.insert(diagnostic).inserted else { return }
    all.append(diagnostic)
  }

  package mutating func add(contentsOf others: Findings) {
    for diagnostic in others.all { add(diagnostic) }
  }

  package mutating func error(_ code: String, _ message: String, at location: Location? = nil) {
    add(Diagnostic(.error, code, message, at: location))
  }

  package mutating func warning(_ code: String, _ message: String, at location: Location? = nil) {
    add(Diagnostic(.warning, code, message, at: location))
  }

  package mutating func note(_ code: String, _ message: String, at location: Location? = nil) {
    add(Diagnostic(.note, code, message, at: location))
  }

  package var hasErrors: Bool { all.contains { $0.severity == .error } }
  package var hasWarnings: Bool { all.contains { $0.severity == .warning } }

  private var seen: Set<Diagnostic> = []
}
