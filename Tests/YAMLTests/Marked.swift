import Diagnostics
import YAML

/// A YAML text with `▸` in front of the places that a test speaks of.
struct Marked {
  let text: String
  /// The places of the marks, in the order of the text.
  let places: [Location]

  init(_ marked: String) {
    var text = String.UnicodeScalarView()
    var places: [Location] = []
    var (line, column) = (1, 1)
    for scalar in marked.unicodeScalars {
      if scalar == "▸" {
        places.append(Location(file: "lab.yaml", line: line, column: column))
        continue
      }
      text.append(scalar)
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    self.text = String(text)
    self.places = places
  }

  /// What the text is read as, with everything found on the way.
  func parsed() -> (node: Node?, findings: [Diagnostic]) {
    var findings = Findings()
    let node = YAMLDocument.parse(Array(text.utf8), file: "lab.yaml", into: &findings)
    return (node, findings.all)
  }
}

extension Node {
  /// The tree on one line: `{port: [5060, "x"]}`.
  var outline: String {
    switch value {
    case .scalar(let text, let quoted): quoted ? "\"\(text)\"" : text
    case .list(let items): "[" + items.map(\.outline).joined(separator: ", ") + "]"
    case .mapping(let entries): "{" + entries.map { "\($0.key): \($0.node.outline)" }.joined(separator: ", ") + "}"
    }
  }

  /// The places of all keys and values, in the order of the file.
  var places: [Location] {
    switch value {
    case .scalar: [location]
    case .list(let items): [location] + items.flatMap(\.places)
    case .mapping(let entries): [location] + entries.flatMap { [$0.keyLocation] + $0.node.places }
    }
  }
}
