import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Scenario

/// Changes of a folder that happen together, or not at all.
@Suite struct CommitTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try write("old", "a")
    try write("old", "gone")
    for name in ["a", "b"] { try write("new", ".\(name).part") }
  }

  private func path(_ name: String) -> String { folder.file(name).path }

  private func write(_ text: String, _ name: String) throws { try Data(text.utf8).write(to: folder.file(name)) }

  private var content: [String: String] {
    get throws {
      // What was to come stays or goes: nobody needs it after a failure.
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasSuffix(".part") }
      return try Dictionary(
        uniqueKeysWithValues: names.map { ($0, String(decoding: try Data(contentsOf: folder.file($0)), as: UTF8.self)) }
      )
    }
  }

  private var commit: Commit {
    var commit = Commit()
    for name in ["a", "b"] { commit.put(path(".\(name).part"), at: path(name), spare: path(".\(name).old")) }
    commit.remove(path("gone"), spare: path(".gone.old"))
    return commit
  }

  @Test func allStepsAreDone() throws {
    try commit.carryOut()
    #expect(try content == ["a": "new", "b": "new"])
  }

  @Test func aStepThatFailsUndoesThoseBefore() throws {
    let before = try content
    var commit = commit
    commit.put(path("missing.part"), at: path("c"), spare: path(".c.old"))
    let failure = #expect(throws: Failure.self) { try commit.carryOut() }
    #expect(failure?.findings.all.first?.location?.file == path("c"))
    #expect(try content == before)
  }

  @Test func aFolderComesWithAllThatIsInIt() throws {
    var commit = Commit()
    try FileManager.default.createDirectory(at: folder.file(".d.part"), withIntermediateDirectories: true)
    try write("new", ".d.part/file")
    commit.put(path(".d.part"), at: path("d"), spare: nil)
    try commit.carryOut()
    #expect(try Data(contentsOf: folder.file("d/file")) == Data("new".utf8))
  }

  /// A folder that somebody else has filled meanwhile is not replaced.
  @Test func aFolderThatCameMeanwhileStays() throws {
    let before = try content
    var commit = commit
    for name in ["d", ".d.part"] {
      try FileManager.default.createDirectory(at: folder.file(name), withIntermediateDirectories: true)
      try write(name, name + "/file")
    }
    commit.put(path(".d.part"), at: path("d"), spare: nil)
    #expect(throws: Failure.self) { try commit.carryOut() }
    #expect(try Data(contentsOf: folder.file("d/file")) == Data("d".utf8))
    for name in ["d", ".d.part"] { try FileManager.default.removeItem(at: folder.file(name)) }
    #expect(try content == before)
  }
}
