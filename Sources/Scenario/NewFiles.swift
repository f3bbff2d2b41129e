import Diagnostics

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
    var staged: [(path: String, interruption: Int)] = []
    defer {
      for stage in staged {
        Disk.remove(stage.path)
        Interruption.keep(stage.interruption)
      }
    }
    for file in missing {
      let (folder, name) = Self.folderAndName(of: file.path)
      try Disk.makeFolder(folder)
      Disk.sweep(folder)
      let stage = "\(folder)/.\(name)\(OutputFolder.mark)"
      staged.append((stage, Interruption.removes(stage)))
      try Disk.write(file.content, to: stage, for: file.path)
      let spare = "\(folder)/.\(name)\(OutputFolder.spareMark)"
      commit.put(stage, at: file.path, spare: Disk.exists(file.path) ? spare : nil)
    }
    // From here on the run can't be interrupted half-way.
    for stage in staged { Interruption.keep(stage.interruption) }
    try commit.carryOut()
    return missing.map(\.path)
  }

  private static func folderAndName(of path: String) -> (folder: String, name: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    return (folder.isEmpty ? path.hasPrefix("/") ? "/" : "." : folder, String(parts.last ?? ""))
  }
}
