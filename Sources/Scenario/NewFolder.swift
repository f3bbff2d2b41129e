import Diagnostics
private import Glibc

/// A folder that is not there yet: it is filled beside its place, and appears there at once, with all that is in it.
final class NewFolder {
  /// Where it will stand.
  private let place: String
  /// Where it stands until then: `.NAME.PID.part`.
  private let staged: String
  private var interruptions: [Int] = []
  private var isPlaced = false

  /// Begins the topmost folder of `path` that is missing; nil when none is.
  ///
  /// Throws `Failure` (`refused`) when it may not be made.
  init?(for path: String, mark: String) throws(Failure) {
    guard !path.isEmpty, let missing = Self.topmostMissing(of: path),
      !path.dropFirst(missing.count).split(separator: "/").contains("..")
    else { return nil }
    place = missing
    let parts = missing.split(separator: "/", omittingEmptySubsequences: false)
    let parent = parts.dropLast().map { $0 + "/" }.joined()
    let name = String(parts.last ?? "")
    staged = parent + ".\(name)\(mark)"
    Disk.sweep(parent.isEmpty ? "." : parent, of: name)
    try make(staged, for: path)
  }

  /// Leaves nothing behind when it never came to its place.
  deinit {
    if !isPlaced { Disk.removeTree(staged) }
    interruptions.forEach(Interruption.keep)
  }

  /// Where the folder `path`, which is this one or below it, stands until then; made where it is missing.
  ///
  /// Throws `Failure` (`refused`) when it may not be made.
  func staging(of path: String) throws(Failure) -> String {
    var folder = staged
    for part in path.dropFirst(place.count).split(separator: "/") {
      folder += "/\(part)"
      if !Disk.exists(folder) { try make(folder, for: path) }
    }
    return folder
  }

  /// Comes to its place as a part of `commit`, once.
  func join(_ commit: inout Commit) {
    guard !isPlaced else { return }
    isPlaced = true
    interruptions.forEach(Interruption.keep)
    commit.put(staged, at: place, spare: nil)
  }

  /// Goes, since the commit has failed.
  func giveUp() {
    isPlaced = false
  }

  private func make(_ folder: String, for path: String) throws(Failure) {
    guard unsafe mkdir(folder, 0o755) == 0 else { throw Failure.unwritable(path, "the folder can't be made") }
    interruptions.append(Interruption.removes(folder))
  }

  private static func topmostMissing(of path: String) -> String? {
    var folder = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      folder += folder.isEmpty && !path.hasPrefix("/") ? String(part) : "/" + String(part)
      if part.isEmpty || part == "." || part == ".." { continue }
      let spelt = folder.hasPrefix("//") ? String(folder.dropFirst()) : folder
      if !Disk.exists(spelt) { return spelt }
    }
    return nil
  }
}
