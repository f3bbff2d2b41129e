package import Diagnostics
private import Glibc
import Wire

/// Reading and writing whole files, with errors that say what to do.
package enum Disk {
  /// The content of a file that the user named.
  ///
  /// - Parameter enough: how many bytes the caller looks at; of a larger file more than these are read, but not all.
  ///
  /// Throws `Failure` of `cause`.
  package static func read(
    _ path: String,
    as cause: Failure.Cause,
    enough: Int = .max
  ) throws(Failure) -> [UInt8] {
    var content: [UInt8] = []
    try pieces(of: path, as: cause) { piece in
      unsafe piece.withUnsafeBufferPointer { unsafe content.append(contentsOf: $0) }
      return content.count <= enough
    }
    return content
  }

  /// The fingerprint of a file, of which no more than a piece is in memory.
  ///
  /// Throws `Failure` (`refused`) when it can't be read.
  static func fingerprint(_ path: String) throws(Failure) -> UInt64 {
    var fingerprint = Fingerprint()
    try pieces(of: path, as: .refused) {
      fingerprint.add($0)
      return true
    }
    return fingerprint.value
  }

  /// - Parameter take: says whether it wants more.
  private static func pieces(
    of path: String,
    as cause: Failure.Cause,
    _ take: (Span<UInt8>) -> Bool
  ) throws(Failure) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.system(cause, "cannot-read", "can't be read", at: path) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure.system(cause, "cannot-read", "can't be read", at: path) }
      guard count > 0, take(buffer.span.extracting(0..<count)) else { return }
    }
  }

  /// Whether something stands at `path`.
  static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  /// Writes a new file at `path`, to be known as `place`.
  static func write(_ content: [UInt8], to path: String, for place: String) throws(Failure) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure.unwritable(place) }
    var reason = fill(descriptor, with: content)
    // Some file systems tell only now that they had no room.
    if close(descriptor) != 0, reason == 0 { reason = errno }
    guard reason != 0 else { return }
    errno = reason
    throw Failure.unwritable(place)
  }

  /// Writes all of `content`; gives back the number of the error that ended it, 0 for none.
  private static func fill(_ descriptor: Int32, with content: [UInt8]) -> Int32 {
    var position = 0
    while position < content.count {
      let count = unsafe content.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress.map { unsafe $0 + position }, bytes.count - position)
      }
      if count > 0 { position += count } else if errno != EINTR { return errno }
    }
    return 0
  }

  package static func remove(_ path: String) {
    unsafe unlink(path)
  }

  /// Removes a folder with the files in it; folders in it stay, and so does it then.
  package static func removeFolder(_ path: String) {
    for name in names(in: path) { remove("\(path)/\(name)") }
    unsafe rmdir(path)
  }

  /// Removes a folder with all that is in it; symbolic links go, what they lead to stays.
  static func removeTree(_ path: String, deepest: Int = 64) {
    guard deepest > 0 else { return }
    for name in names(in: path) where name != "." && name != ".." {
      let inside = "\(path)/\(name)"
      if unsafe unlink(inside) != 0 { removeTree(inside, deepest: deepest - 1) }
    }
    unsafe rmdir(path)
  }

  /// The end of the names that files and folders have until they are complete.
  static let unfinished = ".part"

  /// Clears away what killed runs have left in a folder: `.NAME.PID.part` of processes that are no more.
  ///
  /// - Parameter name: only what was to be called so; nil for any file.
  static func sweep(_ folder: String, of name: String? = nil) {
    for entry in names(in: folder) where entry.hasPrefix(".") && entry.hasSuffix(unfinished) {
      let words = entry.dropFirst().dropLast(unfinished.count).split(separator: ".", omittingEmptySubsequences: false)
      guard let number = words.last.flatMap({ Int32($0) }), number > 0, kill(number, 0) != 0, errno == ESRCH else {
        continue
      }
      if name == nil {
        remove("\(folder)/\(entry)")
      } else if words.dropLast().joined(separator: ".") == name {
        removeTree("\(folder)/\(entry)")
      }
    }
  }

  /// What stands in a folder; nothing when it can't be read.
  static func names(in path: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      names.append(
        unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
      )
    }
    return names
  }

  /// Makes a folder and those above it.
  ///
  /// Throws `Failure` (`refused`) when something else stands there or may not.
  package static func makeFolder(_ path: String) throws(Failure) {
    guard !path.isEmpty else {
      throw Failure(.refused, "cannot-write", "-out takes the name of a folder; the current one is '.'")
    }
    var made = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      made += made.isEmpty && !path.hasPrefix("/") ? String(part) : "/" + String(part)
      if made.isEmpty || made == "/" || part.isEmpty { continue }
      if unsafe mkdir(made, 0o755) != 0, errno != EEXIST {
        throw Failure.unwritable(path, "the folder can't be made")
      }
    }
    guard isFolder(path) else {
      throw Failure(
        .refused,
        "not-a-folder",
        "this is a file; -out takes a folder",
        at: Location(file: path)
      )
    }
    guard unsafe access(path, W_OK | X_OK) == 0 else {
      throw Failure.unwritable(path, "the folder can't be written to")
    }
  }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The one spelling of a path that may be written in many: symbolic links followed, no `.` and `..` in it; the path
  /// itself when nothing stands there.
  static func canonical(_ path: String) -> String {
    guard let found = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }
}
