import Diagnostics
private import Glibc

/// A folder that gets all files of a run or none.
///
/// Files are written beside their place and renamed when all of them are complete. What this program wrote it notes in
/// `.pcap2scenario`, so that it can tell its own files from someone else's, and from its own that were edited since.
final class OutputFolder {
  let path: String
  private var staged: [String] = []
  /// What clears them away when the run is interrupted.
  private var interruptions: [Int] = []
  private let mark: String
  private static let ending = ".part"
  private static let ledger = ".pcap2scenario"

  /// Makes the folder where it is missing.
  ///
  /// Throws `Failure` (`refused`) when nothing can be written to it.
  init(_ path: String) throws(Failure) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    mark = ".\(getpid())\(Self.ending)"
    try Disk.makeFolder(self.path)
    sweep()
  }

  /// Leaves nothing half-written behind.
  deinit {
    for name in staged { Disk.remove(temporary(name)) }
    interruptions.forEach(Interruption.keep)
  }

  /// Clears away what killed runs have left: `.NAME.PID.part` of processes that are no more.
  private func sweep() {
    for name in Disk.names(in: path) where name.hasPrefix(".") && name.hasSuffix(Self.ending) {
      let number = name.dropLast(Self.ending.count).split(separator: ".").last.flatMap { Int32($0) }
      guard let number, number > 0, kill(number, 0) != 0, errno == ESRCH else { continue }
      Disk.remove("\(path)/\(name)")
    }
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
        if note != Self.fingerprint(try Disk.read(place(name), as: .refused)) {
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

  /// Where to write a file until all are complete.
  func stage(_ name: String) -> String {
    staged.append(name)
    Disk.remove(temporary(name))
    interruptions.append(Interruption.removes(temporary(name)))
    return temporary(name)
  }

  func write(_ content: [UInt8], as name: String) throws(Failure) {
    try Disk.write(content, to: stage(name))
  }

  /// Puts every staged file in its place, and takes those of an earlier run away that this one does not write.
  func commit() throws(Failure) {
    let earlier = notes()
    var known: [String: String] = [:]
    for name in staged { known[name] = Self.fingerprint(try Disk.read(temporary(name), as: .refused)) }
    for name in staged { try Disk.rename(temporary(name), to: place(name)) }
    for (name, note) in earlier where !staged.contains(name) {
      guard let content = try? Disk.read(place(name), as: .refused), Self.fingerprint(content) == note else { continue }
      Disk.remove(place(name))
    }
    staged = []
    interruptions.forEach(Interruption.keep)
    let lines = known.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }.joined()
    try Disk.write(Array(lines.utf8), to: temporary(Self.ledger))
    try Disk.rename(temporary(Self.ledger), to: place(Self.ledger))
  }

  private func place(_ name: String) -> String { "\(path)/\(name)" }

  private func temporary(_ name: String) -> String { "\(path)/.\(name)\(mark)" }

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

  /// Tells an edited file from an untouched one (FNV-1a, 64 bits); it guards against mistakes, not against forgery.
  private static func fingerprint(_ content: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in content { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
