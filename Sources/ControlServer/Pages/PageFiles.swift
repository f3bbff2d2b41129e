#if Control
private import CPages

/// The files that pages are made of, which the program carries inside.
enum PageFiles {
  /// Every file by its path in `Sources/CPages/pages`.
  static let all: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [:]
    for index in 0..<Int(page_count()) {
      guard let name = unsafe page_name(index), let bytes = unsafe page_bytes(index) else { continue }
      let content = unsafe UnsafeBufferPointer(start: bytes, count: Int(page_length(index)))
      unsafe files[String(cString: name)] = Array(content)
    }
    return files
  }()

  /// A file as text; empty when there is none.
  static func text(_ name: String) -> String { String(decoding: all[name] ?? [], as: UTF8.self) }
}
#endif
