import Foundation

/// The messages of RFC 4475, which live beside the project and not in it.
enum Torture {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/torture")

  static let isThere = FileManager.default.fileExists(atPath: folder.appending(path: "wsinv.dat").path)

  /// The names of all messages in alphabetical order; none where the folder is missing.
  static let all: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".dat") }.map { String($0.dropLast(4)) }.sorted()

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name + ".dat")))
  }
}
