import Diagnostics
import RuleEngine

/// A rule file with `↓` in front of every place where something must be found.
struct Marked {
  private(set) var text = ""
  /// `lab.yaml:3:5`, in the order of the file.
  private(set) var places: [String] = []

  init(_ marked: String) {
    var line = 1
    var column = 1
    for scalar in marked.unicodeScalars {
      if scalar == "↓" {
        places.append("lab.yaml:\(line):\(column)")
        continue
      }
      text.unicodeScalars.append(scalar)
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
  }

  /// What the loader says of the file, in the order of the file.
  var findings: [Diagnostic] {
    var findings = Findings()
    _ = RuleLoader.load(Array(text.utf8), file: "lab.yaml", into: &findings)
    return findings.all.sorted {
      ($0.location?.line ?? 0, $0.location?.column ?? 0) < ($1.location?.line ?? 0, $1.location?.column ?? 0)
    }
  }
}
