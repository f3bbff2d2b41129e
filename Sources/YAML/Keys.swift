package import Diagnostics

/// The keys of one mapping, taken by a loader one by one; what nobody asked for is an error.
///
/// Whatever is wrong is noted and reading goes on, so that a file's errors are all told at once: a nil or an empty list
/// means that the key was left out, or that `findings` say why it can't be used.
package struct Keys {
  /// Where the mapping begins.
  package let location: Location
  /// What is wrong so far; a loader adds what it finds itself.
  package var findings = Findings()

  /// In the order of the file.
  private let entries: [Node.Entry]
  private let nodes: [String: Node]
  /// The names that were asked for, in the order of asking.
  private var asked: [String] = []

  fileprivate init(_ entries: [Node.Entry], at location: Location) {
    self.location = location
    self.entries = entries
    nodes = Dictionary(entries.map { ($0.key, $0.node) }) { first, _ in first }
  }

  /// Whether a key was given, with whatever value; asking so doesn't take it.
  package func has(_ name: String) -> Bool { nodes[name] != nil }

  /// The value of a key, of any kind; an error when it is missing though `required`, or when nothing stands behind it.
  package mutating func node(_ name: String, required: Bool = false) -> Node? {
    if !asked.contains(name) { asked.append(name) }
    guard let node = nodes[name] else {
      if required { findings.error("missing-key", "key \(name.quoted) is missing", at: location) }
      return nil
    }
    guard !node.isAbsent else {
      findings.error(
        "no-value",
        "nothing stands behind \(name.quoted): write \"\" for an empty text, or remove the key",
        at: node.location
      )
      return nil
    }
    return node
  }

  /// Notes every key that nobody asked for.
  fileprivate mutating func finish() {
    let free = asked.filter { nodes[$0] == nil }
    for entry in entries where !asked.contains(entry.key) && !findings.areEnough {
      let hint = hint(for: entry.key, among: free)
      findings.error("unknown-key", "unknown key \(entry.key.quoted)\(hint)", at: entry.keyLocation)
    }
  }

  /// The key that was meant, or else all that there are.
  private func hint(for key: String, among free: [String]) -> String {
    let guess = key.isLong ? "" : Spelling.suggestion(for: key, among: free)
    guard guess.isEmpty else { return guess }
    return asked.isEmpty ? "" : " (known: \(asked.joined(separator: ", ")))"
  }
}

extension Node {
  /// Reads a mapping key by key; afterwards every key that `read` did not ask for is an error `unknown-key`.
  ///
  /// Nil when `read` returns nil, or, with an error `wrong-kind`, when this is no mapping.
  package func read<Result>(into findings: inout Findings, _ read: (inout Keys) -> Result?) -> Result? {
    guard case .mapping(let entries) = value else {
      findings.wrongKind(of: self, wanted: "a mapping")
      return nil
    }
    var keys = Keys(entries, at: location)
    let result = read(&keys)
    keys.finish()
    findings.take(keys.findings)
    return result
  }
}
