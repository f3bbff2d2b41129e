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
