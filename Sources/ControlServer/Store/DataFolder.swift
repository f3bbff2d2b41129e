#if Control
import Foundation

/// Where everything is that the server keeps; no other folder is ever written to.
///
/// | folder | what it holds |
/// |---|---|
/// | `control.sqlite` | users, sessions, jobs, scenarios, rules, templates, audit |
/// | `media/pcap/NAME` | uploaded captures |
/// | `artifacts/jobs/ID` | what a job was given (`lab`) and what it wrote (`scenarios`, `report.json`, `log.txt`) |
/// | `library/ID` | what scenarios play: media, injection files |
/// | `scratch` | what is being written; emptied at the start |
/// | `lock` | locked by the server that works here |
struct DataFolder: Sendable {
  let root: String

  var database: String { root + "/control.sqlite" }
  var captures: String { root + "/media/pcap" }
  var jobs: String { root + "/artifacts/jobs" }
  var library: String { root + "/library" }
  var scratch: String { root + "/scratch" }

  private let lock: FolderLock

  /// Makes what is missing; what an earlier run left unfinished is removed.
  ///
  /// Throws `FolderInUse` when another server works here.
  init(_ path: String) throws {
    root = URL(fileURLWithPath: path).standardizedFileURL.path
    try FileManager.default.createDirectory(
      atPath: root,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    lock = try FolderLock(root + "/lock")
    try? FileManager.default.removeItem(atPath: scratch)
    for folder in [captures, jobs, library, scratch] {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    }
  }

  func capture(_ name: Slug) -> String { captures + "/" + name.text }

  /// The path that the API names a capture by.
  static func publicPath(ofCapture name: String) -> String { "media/pcap/" + name }

  /// The path that the API names the scenarios of a job by.
  static func publicPath(ofScenariosOf job: String) -> String { "artifacts/jobs/\(job)/scenarios" }

  /// The capture of such a path, or of its name alone; nil when it is neither.
  static func captureName(_ path: String) -> Slug? {
    let prefix = publicPath(ofCapture: "")
    return Slug(path.hasPrefix(prefix) ? path.dropFirst(prefix.count) : path[...])
  }

  func job(_ id: String) -> String { jobs + "/" + id }

  func scenarioFiles(_ folder: String) -> String { library + "/" + folder }

  /// Removes what no job and no scenario knows of: a run that was killed had not finished it.
  func removeStrays(jobs: Set<String>, library: Set<String>) throws {
    for (place, known) in [(self.jobs, jobs), (self.library, library)] {
      for name in try FileManager.default.contentsOfDirectory(atPath: place) where !known.contains(name) {
        try FileManager.default.removeItem(atPath: place + "/" + name)
      }
    }
  }

  /// A path in the scratch folder that nothing has.
  func newScratch() -> String { scratch + "/" + UUID().uuidString.lowercased() }
}
#endif
