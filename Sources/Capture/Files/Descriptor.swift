#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// An open file, closed when nobody holds it any more.
final class Descriptor: Sendable {
  let number: Int32

  /// Takes over a file that is open.
  init(_ number: Int32) {
    self.number = number
  }

  /// Opens the file at `path` for reading; nil leaves the reason in `errno`.
  convenience init?(reading path: String) {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
    self.init(number)
  }

  deinit {
    close(number)
  }
}
