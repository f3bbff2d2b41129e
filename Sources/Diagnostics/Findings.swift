/// What a stage found while it worked, in the order in which it found it.
package struct Findings: Sendable {
  private var told: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []
  private var counts: [String: Int] = [:]

  /// A capture of strangers can hold a million of one kind: after so many they are only counted.
  private static let mostOfAKind = 100

  /// All that was found; what was only counted is summed up at the end.
  package var all: [Diagnostic] {
    let uncounted = counts.filter { $0.value > Self.mostOfAKind }.sorted { $0.key < $1.key }
    return told
      + uncounted.map { code, count in
        Diagnostic(.note, "and-more", "\(count - Self.mostOfAKind) more of [\(code)] are not shown")
      }
  }

  package init() {}

  /// Takes one more, unless the very same was told before.
  package mutating func add(_ diagnostic: Diagnostic) {
    guard !seen.contains(diagnostic) else { return }
    if diagnostic.severity != .error {
      counts[diagnostic.code, default: 0] += 1
      if counts[diagnostic.code, default: 0] > Self.mostOfAKind { return }
    }
    seen.insert(diagnostic)
    told.append(diagnostic)
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

  /// The same in the order of their places, file by file as they were first met; what has no place comes last.
  package var inOrderOfPlaces: Findings {
    var files: [String: Int] = [:]
    for diagnostic in all {
      if let file = diagnostic.location?.file, files[file] == nil { files[file] = files.count }
    }
    func key(_ diagnostic: Diagnostic) -> (Int, Int, Int) {
      let location = diagnostic.location
      return (location.flatMap { files[$0.file] } ?? .max, location?.line ?? 0, location?.column ?? 0)
    }
    var ordered = Findings()
    for diagnostic in all.sorted(by: { key($0) < key($1) }) { ordered.add(diagnostic) }
    return ordered
  }

  /// The same, each saying which call it is about.
  package func about(call number: Int) -> Findings {
    var named = Findings()
    for diagnostic in all {
      named.add(
        Diagnostic(
          diagnostic.severity,
          diagnostic.code,
          "call \(number): \(diagnostic.message)",
          at: diagnostic.location
        )
      )
    }
    return named
  }

  package var hasErrors: Bool { all.contains { $0.severity == .error } }
}
