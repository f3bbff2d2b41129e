import Capture
import Dialog
import Foundation

/// Captures on disk.
enum Captures {
  private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func fixture(_ name: String) throws -> Recording {
    let folder = project.appending(path: "Fixtures/\(name)")
    let file = try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasPrefix("call.pcap") }
    return try recording(folder.appending(path: file ?? "call.pcap"))
  }

  /// The capture of a call on another link.
  static func link(_ name: String) -> URL { project.appending(path: "Fixtures/links/\(name)/call.pcap") }

  /// All of them.
  static func links() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(atPath: project.appending(path: "Fixtures/links").path).sorted().map(
      link
    )
  }

  /// Lends a file of these bytes, which is gone afterwards.
  static func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "capture-\(UUID().uuidString).pcap")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }

  private static let strangers = project.appending(path: "../shared/captures").standardizedFileURL

  static let haveStrangers = FileManager.default.fileExists(atPath: strangers.path)

  static func stranger(_ name: String) throws -> Recording {
    try recording(strangers.appending(path: name))
  }

  private static func recording(_ file: URL) throws -> Recording {
    let recorder = CallRecorder(capture: file.lastPathComponent, sipPort: nil, selection: .all)
    _ = try CaptureFile(file.path).read(into: recorder)
    return recorder.finish()
  }
}
