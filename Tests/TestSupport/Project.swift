package import Foundation

/// Where things are in this checkout, found from where this file stands.
package enum Project {
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The captures of other projects that are kept beside this one; nil where they are missing.
  package static let sharedCaptures: [URL]? = {
    let folder = root.deletingLastPathComponent().appending(path: "shared/captures")
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return files?.filter { ["pcap", "pcapng", "cap"].contains($0.pathExtension) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }()

  /// The program as it was built together with the running tests.
  package static let program =
    (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]))
    .deletingLastPathComponent().appending(path: "pcap2scenario")
}
