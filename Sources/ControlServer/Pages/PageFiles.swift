#if Control
private import CBuiltins
private import CPages

/// The files that pages are made of, which the program carries inside.
enum PageFiles {
  /// Every file by its path in `Sources/CPages/pages`.
  static let all = unsafe files(Int(page_count()), page_name, page_bytes, page_length)

  /// The rules and templates of this repository by their paths: the worker has the same inside.
  static let builtins = unsafe files(Int(builtin_count()), builtin_name, builtin_bytes, builtin_length)

  /// A file as text; empty when there is none.
  static func text(_ name: String) -> String { String(decoding: all[name] ?? [], as: UTF8.self) }

  private static func files(
    _ count: Int,
    _ name: (Int) -> UnsafePointer<CChar>?,
    _ bytes: (Int) -> UnsafePointer<UInt8>?,
    _ length: (Int) -> Int
  ) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for index in 0..<count {
      guard let name = unsafe name(index), let bytes = unsafe bytes(index) else { continue }
      let content = unsafe UnsafeBufferPointer(start: bytes, count: length(index))
      unsafe files[String(cString: name)] = Array(content)
    }
    return files
  }
}
#endif
