private import CBuiltins
import Diagnostics

/// The rules and templates of this repository, which every binary carries inside.
package enum Builtins {
  /// Every built-in file by its path, `Rules/sipp.yaml`.
  package static let files: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [:]
    for index in 0..<Int(builtin_count()) {
      guard let name = unsafe builtin_name(index), let bytes = unsafe builtin_bytes(index) else { continue }
      let content = unsafe UnsafeBufferPointer(start: bytes, count: Int(builtin_length(index)))
      unsafe files[String(cString: name)] = Array(content)
    }
    return files
  }()

  /// Whether a place is in one of them.
  static func holds(_ location: Location) -> Bool { files[location.file] != nil }
}
