package import Diagnostics

extension Node {
  /// The text of a scalar; nil, with an error, for a list, a mapping, or a value that was left out.
  package func scalar(into findings: inout Findings) -> Located<String>? {
    guard !isAbsent, case .scalar(let text, _) = value else {
      findings.wrongKind(of: self, wanted: "a text")
      return nil
    }
    return Located(text, at: location)
  }

  /// The text of a scalar, or those of a list of scalars; whatever else stands there is an error.
  package func texts(into findings: inout Findings) -> [Located<String>] {
    guard case .list(let items) = value else { return [scalar(into: &findings)].compactMap(\.self) }
    return items.compactMap { $0.scalar(into: &findings) }
  }
}

extension Findings {
  /// Says that something else was expected where `node` stands.
  package mutating func wrongKind(of node: Node, wanted: String) {
    error("wrong-kind", "\(wanted) is wanted here, not \(node.kind)", at: node.location)
  }
}
