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
    let reason = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
    return Failure(cause, code, "\(what): \(reason.lowercased())", at: Location(file: path))
  }
}
