package import Foundation
import Testing

/// A folder of `Fixtures` that holds a capture.
package struct Fixture: Sendable {
  package let folder: URL
  package let capture: URL

  /// The name of the folder.
  package var name: String { folder.lastPathComponent }

  /// All of them, sorted by name; with `FIXTURE=NAME` in the environment only that one.
  package static let all: [Fixture] = {
    let wanted = ProcessInfo.processInfo.environment["FIXTURE"]
    return stored.filter { wanted ?? $0.name == $0.name }
  }()

  private static let stored: [Fixture] = {
    let fixtures = Project.root.appending(path: "Fixtures")
    let folders = (try? FileManager.default.contentsOfDirectory(at: fixtures, includingPropertiesForKeys: nil)) ?? []
    return folders.compactMap(Fixture.init).sorted { $0.name < $1.name }
  }()

  /// Those in which somebody was challenged.
  package static let challenged = all.filter { $0.name.contains("challenge") || $0.name.contains("register") }

  /// Those of which every captured message can be replayed.
  ///
  /// In `start-missing-tcp` the callee speaks in a dialog that began before the capture, which a called side can't
  /// learn.
  package static let whole = all.filter { $0.name != "start-missing-tcp" }

  /// Nil for a folder without a capture.
  private init?(_ folder: URL) {
    let captures = ["call.pcap", "call.pcapng"].map { folder.appending(path: $0) }
    guard let capture = captures.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else { return nil }
    self.folder = folder
    self.capture = capture
  }

  package static func named(_ name: String) throws -> Fixture {
    try #require(stored.first { $0.name == name }, "there is no fixture '\(name)'")
  }
}

extension Fixture: CustomTestStringConvertible {
  package var testDescription: String { name }
}
