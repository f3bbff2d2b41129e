import Diagnostics
private import Glibc
import Wire

/// A folder that gets all files of a run or none.
///
/// Files are written beside their place and come there when all of them are complete, those of several folders by one
/// `Commit`, which says what is guaranteed. A folder that is missing is filled beside its place as a whole.
///
/// What this program wrote it notes in `.pcap2scenario`, so that it can tell its own files from someone else's, and from
/// its own that were edited since.
final class OutputFolder {
  let path: String
  /// What the folder is a part of while it is not there yet, and where it stands until then; nil when it is there.
  private let new: (root: NewFolder, staging: String)?
  private var staged: [String] = []
  /// Of what is written to them.
  private var fingerprints: [String: UInt64] = [:]
  /// What clears them away when the run is interrupted.
  private var interruptions: [Int] = []
  private static let ledger = ".pcap2scenario"

  /// What stands between the name of a file and its end until it is complete: other runs have other ones.
  static let mark = ".\(getpid())\(Disk.unfinished)"
  /// The same for what was there before, until all is done.
  static let spareMark = ".old\(mark)"

  /// - Parameters:
  ///   - path: the folder.
  ///   - root: what it is a part of, when that is new.
  ///
  /// Throws `Failure` (`refused`) when nothing can be written to it.
  init(_ path: String, in root: NewFolder? = nil) throws(Failure) {
    self.path = Self.withoutSlash(path)
    let own = root == nil ? try NewFolder(for: self.path, mark: Self.mark) : nil
    if let root = root ?? own {
      new = (root, try root.staging(of: self.path))
    } else {
      new = nil
      try Disk.makeFolder(self.path)
      Disk.sweep(self.path)
    }
  }

  /// The folder that the folders of many calls stand in; nil when it is there already.
  ///
  /// Throws `Failure` (`refused`) when it may not be made.
  static func newRoot(_ path: String) throws(Failure) -> NewFolder? {
    try NewFolder(for: withoutSlash(path), mark: mark)
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// Leaves nothing half-written behind.
  deinit {
    for name in staged { Disk.remove(temporary(name)) }
    interruptions.forEach(Interruption.keep)
  }

  /// Refuses to overwrite what this program did not write, or what was changed since it did.
  func check(_ names: [String], force: Bool) throws(Failure) {
    let known = notes()
    var findings = Findings()
    for name in names where Disk.isFolder(place(name)) {
      findings.error(
        "folder-in-the-way",
        "a folder stands where a file is to be written; move it away",
        at: Location(file: place(name))
      )
    }
    try findings.check(.refused)
    guard !force else { return }
    for name in names where Disk.exists(place(name)) {
      if let note = known[name] {
        if note != Self.note(of: try Disk.fingerprint(place(name))) {
          findings.error(
            "edited-file",
            "the file was changed since pcap2scenario wrote it; --force overwrites it",
            at: Location(file: place(name))
          )
        }
      } else {
        findings.error(
          "foreign-file",
          "the file is there already and was not made by pcap2scenario; --force overwrites it",
          at: Location(file: place(name))
        )
      }
    }
    try findings.check(.refused)
  }

  /// Where to write a file until all are complete; what is written there is told by `note`.
  func stage(_ name: String) -> String {
    if !staged.contains(name) { staged.append(name) }
    Disk.remove(temporary(name))
    interruptions.append(Interruption.removes(temporary(name)))
    return temporary(name)
  }

  func write(_ content: [UInt8], as name: String) throws(Failure) {
    try Disk.write(content, to: stage(name), for: place(name))
    note(content.span.fingerprint, of: name)
  }

  /// Takes the fingerprint of what was written to a staged file.
  func note(_ fingerprint: UInt64, of name: String) {
    fingerprints[name] = fingerprint
  }

  /// Puts the staged files of all `folders` in their places, and takes those of an earlier run away that this one does
  /// not write: all of it, or when anything fails nothing.
  static func commit(_ folders: [OutputFolder]) throws(Failure) {
    var commit = Commit()
    do throws(Failure) {
      for folder in folders { try folder.join(&commit) }
      // From here on the run can't be interrupted half-way.
      for folder in folders { folder.release() }
      try commit.carryOut()
    } catch {
      for folder in folders { folder.new?.root.giveUp() }
      throw error
    }
    for folder in folders { folder.staged = [] }
  }

  private func join(_ commit: inout Commit) throws(Failure) {
    let earlier = notes()
    let known = fingerprints.mapValues(Self.note)
    let lines = known.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }.joined()
    try write(Array(lines.utf8), as: Self.ledger)
    if let new { return new.root.join(&commit) }
    for name in staged { commit.put(temporary(name), at: place(name), spare: spare(name)) }
    for (name, note) in earlier.sorted(by: { $0.key < $1.key }) where known[name] == nil {
      guard let fingerprint = try? Disk.fingerprint(place(name)), Self.note(of: fingerprint) == note else { continue }
      commit.remove(place(name), spare: spare(name))
    }
  }

  private func release() {
    interruptions.forEach(Interruption.keep)
    interruptions = []
  }

  /// Where a file will stand, as the user knows it.
  func place(_ name: String) -> String { "\(path)/\(name)" }

  private func temporary(_ name: String) -> String {
    new.map { "\($0.staging)/\(name)" } ?? "\(path)/.\(name)\(Self.mark)"
  }

  private func spare(_ name: String) -> String { "\(path)/.\(name)\(Self.spareMark)" }

  /// What earlier runs wrote here: fingerprint by name.
  private func notes() -> [String: String] {
    guard let text = try? Disk.read(place(Self.ledger), as: .refused) else { return [:] }
    var notes: [String: String] = [:]
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      if words.count == 2 { notes[words[1]] = words[0] }
    }
    return notes
  }

  /// Tells an edited file from an untouched one; it guards against mistakes, not against forgery.
  private static func note(of fingerprint: UInt64) -> String { String(fingerprint, radix: 16) }
}
