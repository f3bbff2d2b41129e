internal import Diagnostics

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Where a capture file is, so that it can be opened again and again.
enum Place: Sendable {
  case path(String)
  /// Nowhere but here: standard input, or what a pipe brought.
  case open(Descriptor)

  /// Looks at what is at `path`, and reads it to its end when it is a pipe.
  ///
  /// Throws `Failure` (`capture`) when no capture can be there.
  init(_ path: String, name: String) throws(Failure) {
    guard path != CaptureFile.standardInput else {
      guard isatty(STDIN_FILENO) == 0 else {
        throw Self.failure("no-input", "standard input is a terminal; pipe a capture into it: tcpdump -w - | ...", name)
      }
      // A copy, for a descriptor that nobody holds any more is closed.
      let number = dup(STDIN_FILENO)
      guard number >= 0 else { throw Self.unreadable(name, errno) }
      let input = Descriptor(number)
      self = .open(try Self.kind(of: input, name) == S_IFREG ? input : try Spool.file(of: input, name: name))
      return
    }
    let file = try Self.opened(path)
    self = try Self.kind(of: file, path) == S_IFREG ? .path(path) : .open(try Spool.file(of: file, name: name))
  }

  /// Opens it.
  ///
  /// Throws `Failure` (`capture`) when that does not work any more.
  func open(_ name: String) throws(Failure) -> Descriptor {
    switch self {
    case .path(let path): try Self.opened(path)
    case .open(let file): file
    }
  }

  private static func opened(_ path: String) throws(Failure) -> Descriptor {
    if let file = Descriptor(reading: path) { return file }
    let reason = errno
    guard reason == ENOENT || reason == ENOTDIR else { throw unreadable(path, reason) }
    throw failure("no-such-file", "no such file; check the path", path)
  }

  /// Whether it is a file or a pipe; it can't be anything else.
  private static func kind(of file: borrowing Descriptor, _ name: String) throws(Failure) -> mode_t {
    var status = stat()
    guard unsafe fstat(file.number, &status) == 0 else { throw unreadable(name, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFIFO, S_IFSOCK: return status.st_mode & S_IFMT
    case S_IFDIR: throw failure("is-a-folder", "this is a folder; name a capture file in it", name)
    default: throw failure("not-a-file", "neither a file nor a pipe; save it to a file first", name)
    }
  }

  private static func unreadable(_ name: String, _ reason: Int32) -> Failure {
    let text = unsafe String(cString: strerror(reason))
    return failure("no-permission", "can't be read (\(text)); look at its permissions with `ls -l`", name)
  }

  private static func failure(_ code: String, _ message: String, _ name: String) -> Failure {
    Failure(.capture, code, message, at: Location(file: name))
  }
}
