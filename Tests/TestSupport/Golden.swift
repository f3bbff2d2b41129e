package import Foundation
package import Testing

/// A stored result that a test compares with what the code gives today.
///
/// `UPDATE_GOLDENS=1 swift test` writes what came out instead, and fails the run: nothing passes while it records.
package struct Golden: Sendable {
  private let file: URL
  /// The lines around it, in a file that holds more.
  private let marks: (start: String, end: String)?

  package init(_ file: URL) {
    self.file = file
    marks = nil
  }

  /// The part of a file that stands between a line `start` and a line `end`.
  package init(_ file: URL, between start: String, _ end: String) {
    self.file = file
    marks = ("\n\(start)\n", "\n\(end)\n")
  }

  private static let isRecording = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1"

  /// Records an issue unless the file holds exactly `actual`.
  package func check(_ part: [UInt8], at place: SourceLocation = #_sourceLocation) throws {
    let actual = try whole(around: part, at: place)
    let stored = try? [UInt8](Data(contentsOf: file))
    if stored == actual { return }
    if Self.isRecording {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(actual).write(to: file)
      Issue.record("recorded \(file.path): run again without UPDATE_GOLDENS", sourceLocation: place)
    } else if let stored {
      Issue.record("\(try difference(of: actual, from: stored))", sourceLocation: place)
    } else {
      Issue.record(
        "there is no \(file.path): record it with UPDATE_GOLDENS=1 swift test, and read it",
        sourceLocation: place
      )
    }
  }

  /// Records an issue unless the file holds exactly `actual`.
  package func check(_ actual: String, at place: SourceLocation = #_sourceLocation) throws {
    try check(Array(actual.utf8), at: place)
  }

  /// What the file ought to hold when this is its part.
  private func whole(around part: [UInt8], at place: SourceLocation) throws -> [UInt8] {
    guard let marks else { return part }
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.range(of: marks.start), sourceLocation: place)
    let end = try #require(
      text.range(of: marks.end, range: text.index(before: start.upperBound)..<text.endIndex),
      sourceLocation: place
    )
    let around = (text[..<start.upperBound], text[text.index(after: end.lowerBound)...])
    return Array(around.0.utf8) + part + Array(around.1.utf8)
  }

  /// Keeps what came out beside the machine's other temporary files, so that it can be looked at.
  private func difference(of actual: [UInt8], from stored: [UInt8]) throws -> String {
    let name = file.pathComponents.suffix(3).joined(separator: "-")
    let kept = FileManager.default.temporaryDirectory.appending(path: "actual-\(name)")
    try Data(actual).write(to: kept)
    return "--- \(file.path)\n+++ \(kept.path)\n\(Difference(stored, actual))"
  }
}
