import Foundation

/// A folder for one test, gone with it.
final class Scratch {
  let url = FileManager.default.temporaryDirectory.appending(path: "pcap2scenario-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Every file below `folder`, hidden ones too, with its content.
  func files(in folder: String = ".") -> [String: Data] {
    let root = url.appending(path: folder)
    var files: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: root.path) ?? .init() {
      if let content = try? Data(contentsOf: root.appending(path: name)) { files[name] = content }
    }
    return files
  }
}

/// Captures of this repository.
enum Fixture {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static func path(_ name: String) -> String {
    let plain = folder.appending(path: name + "/call.pcap").path
    return FileManager.default.fileExists(atPath: plain) ? plain : plain + "ng"
  }

  static let plain = path("plain-udp")
}
