package import Diagnostics
package import RuleEngine

/// Everything that an engine would refuse in scenario files that somebody wrote or edited, and what is odd in them.
package struct ScenarioReview {
  /// The largest file that is looked at, in bytes: the scenarios of strangers come here as well.
  static let largest = 4 << 20

  /// What was found, file by file in the order of the places.
  package private(set) var findings = Findings()
  private let target: Target

  package init(for target: Target) {
    self.target = target
  }

  /// Reads the scenario in a file.
  package mutating func read(_ file: String) {
    do throws(Failure) {
      check(try Disk.read(file, as: .rules, enough: Self.largest), of: file)
    } catch {
      findings.add(contentsOf: error.findings)
    }
  }

  /// Reads a scenario that is, or is to be, the content of `file`.
  package mutating func check(_ text: [UInt8], of file: String) {
    guard text.count <= Self.largest else {
      return findings.error(
        "scenario-size",
        "the file has more than \(Self.largest) bytes, and is not looked at",
        at: Location(file: file)
      )
    }
    if let limit = target.capabilities.largestFile, text.count > limit {
      findings.error(
        "file-too-large",
        "the file has \(text.count) bytes, but '\(target.name)' reads at most \(limit)",
        at: Location(file: file)
      )
    }
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { $0 + "/" }.joined()
    let check = ScenarioCheck(.written(text, file: file), target: target) { name in
      Disk.exists(name.hasPrefix("/") ? name : folder + name)
    }
    findings.add(contentsOf: check.check().all.inOrderOfPlaces)
  }
}
