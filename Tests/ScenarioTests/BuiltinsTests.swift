import Diagnostics
import Foundation
import RuleEngine
import Scenario
import Testing

@Suite struct BuiltinsTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The files that ought to be built in, as they are on disk.
  static var onDisk: [String] {
    [("Rules", ".yaml"), ("Templates", ".mustache"), ("Templates", ".yaml")].flatMap { folder, ending in
      let files = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
      return (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }
    }
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  @Test func holdsEveryFileOfTheFolders() {
    let names = Builtins.files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(names == Self.onDisk, "a file came or went: run `make builtins`, then build again")
    #expect(!names.isEmpty)
  }

  @Test(arguments: onDisk)
  func holdsWhatStandsInTheFile(name: String) throws {
    let bytes = try Data(contentsOf: Self.root.appending(path: name))
    #expect(Builtins.files[name] == Array(bytes), "build again; if that does not help, run `make builtins`")
  }

  @Test func theTargetsAreTheRuleFilesThatDescribeOne() {
    var findings = Findings()
    let described = Builtins.files.keys.filter { $0.hasPrefix("Rules/") }.sorted().filter { path in
      Builtins.files[path].flatMap { RuleLoader.load($0, file: path, into: &findings) }?.target != nil
    }
    #expect(RuleCatalog.targets.map { "Rules/\($0).yaml" } == described)
    #expect(!described.isEmpty)
  }
}
