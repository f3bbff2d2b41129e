import Diagnostics
private import Glibc

/// Files that a user will edit: all of them are written, or none, and never over something else.
struct NewFiles {
  private let files: [(path: String, content: [UInt8])]

  init(_ files: [(path: String, content: [UInt8])]) {
    self.files = files
  }

  /// Writes those that don't stand there already, word for word.
  ///
  /// Returns their paths. Throws `Failure` (`refused`) when another file stands in the way and `force` is not given.
  func write(force: Bool) throws(Failure) -> [String] {
    var missing: [(path: String, content: [UInt8])] = []
    var findings = Findings()
    for file in files {
      if Disk.exists(file.path) {
        if !Disk.isFolder(file.path), try Disk.read(file.path, as: .refused) == file.content { continue }
        if !force || Disk.isFolder(file.path) {
          findings.error(
            "foreign-file",
            "something else stands there already" + (Disk.isFolder(file.path) ? "" : "; --force overwrites it"),
            at: Location(file: file.path)
          )
        }
      }
      missing.append(file)
    }
    try findings.check(.refused)
    var commit = Commit()
    let staged = missing.map { "\($0.path)\(Self.mark)" }
    defer { staged.forEach(Disk.remove) }
    for (file, stage) in zip(missing, staged) {
      let folder = file.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      try Disk.makeFolder(folder.isEmpty ? file.path.hasPrefix("/") ? "/" : "." : folder)
      try Disk.write(file.content, to: stage, for: file.path)
      commit.put(stage, at: file.path, spare: Disk.exists(file.path) ? "\(file.path).old\(Self.mark)" : nil)
    }
    try commit.carryOut()
    return missing.map(\.path)
  }

  private static let mark = ".\(getpid())\(Disk.unfinished)"
}
