#if Control
private import CBuiltins
private import CPages

/// The files that pages are made of, which the program carries inside.
enum PageFiles {
  /// Every file by its path in `Sources/CPages`.
  private static let embedded = unsafe files(Int(page_count()), page_name, page_bytes, page_length)

  /// Every file of a page by its name in `Sources/CPages/pages`.
  static let all = Dictionary(
    uniqueKeysWithValues: embedded.compactMap { path, bytes in
      path.hasPrefix("pages/") ? (String(path.dropFirst("pages/".count)), bytes) : nil
    }
  )

  /// The template by which a worker draws a ladder to stand in a page, and its path in a folder of templates.
  static let ladder = (
    path: "html/ladder.html.mustache",
    text: String(decoding: embedded["ladder/html/ladder.html.mustache"] ?? [], as: UTF8.self)
  )

  /// The rules and templates of this repository by their paths: the worker has the same inside.
  static let builtins = unsafe files(Int(builtin_count()), builtin_name, builtin_bytes, builtin_length)

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
