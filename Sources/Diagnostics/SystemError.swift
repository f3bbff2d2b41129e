private import Glibc

extension Failure {
  /// What the system said to the last call, about the file at `path`.
  ///
  /// - Parameters:
  ///   - cause: which exit code it means.
  ///   - code: the diagnostic's short name.
  ///   - what: what could not be done: `can't be written`.
  ///   - path: the file or folder.
  package static func system(_ cause: Cause, _ code: String, _ what: String, at path: String) -> Failure {
    Failure(cause, code, "\(what): \(reason(of: errno))", at: Location(file: path))
  }

  /// The file or folder at `path` can't be written, with what the system said to the last call and what to do about it.
  package static func unwritable(_ path: String, _ what: String = "can't be written") -> Failure {
    let number = errno
    let advice: String? =
      switch number {
      case ENOSPC, EDQUOT: "make room there, or name another folder by -out"
      case EACCES, EPERM, EROFS: "name a folder by -out that you may write to"
      case EFBIG: "files may not grow that large here: see 'ulimit -f'"
      default: nil
      }
    let message = "\(what): \(reason(of: number))" + (advice.map { "; \($0)" } ?? "")
    return Failure(.refused, "cannot-write", message, at: Location(file: path))
  }

  private static func reason(of number: Int32) -> String {
    unsafe strerror(number).map { unsafe String(cString: $0).lowercased() } ?? "error \(number)"
  }
}
