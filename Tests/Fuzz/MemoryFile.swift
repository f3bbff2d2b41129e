private import Glibc

/// A file without a disk, for what reads files only.
enum MemoryFile {
  private static let descriptor: Int32 = {
    let name = "/dev/shm/fuzz-\(getpid())"
    defer { unsafe unlink(name) }
    return unsafe open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  }()

  static var path: String { "/proc/self/fd/\(descriptor)" }

  static func fill(_ bytes: [UInt8]) {
    ftruncate(descriptor, 0)
    _ = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }
}
