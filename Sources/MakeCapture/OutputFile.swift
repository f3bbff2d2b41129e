#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that is written from its begin to its end.
struct OutputFile: ~Copyable {
  /// Why a file could not be written.
  struct Failure: Error, CustomStringConvertible {
    let description: String

    /// What the system says about its last error.
    init(path: String) {
      description = "can't write '\(path)': \(unsafe String(cString: strerror(errno)))"
    }
  }

  private let path: String
  private let descriptor: Int32

  /// Creates the file at `path`, or empties the one that is there.
  init(path: String) throws(Failure) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    if descriptor < 0 { throw Failure(path: path) }
  }

  deinit {
    close(descriptor)
  }

  /// Writes all of `bytes` behind what was written before.
  func append(_ bytes: [UInt8]) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(descriptor, buffer.baseAddress.map { unsafe $0 + done }, bytes.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(path: path) }
      done += count
    }
  }
}
