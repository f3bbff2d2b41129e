internal import Diagnostics

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What comes through a pipe, kept on disk: a capture is read more than once, and a pipe gives its bytes only once.
///
/// The file has no name, so that it is gone with the program, however that ends.
enum Spool {
  private static let bufferSize = 256 * 1024

  /// Reads `pipe` to its end into a file in the folder that `TMPDIR` names, or `/tmp`.
  ///
  /// Throws `Failure` (`capture`) when the disk does not take it.
  static func file(of pipe: borrowing Descriptor, name: String) throws(Failure) -> Descriptor {
    let named = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    let folder = named.isEmpty ? "/tmp" : named
    let file = try nameless(in: folder, for: name)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 4096)
    defer { unsafe buffer.deallocate() }
    while true {
      let count = unsafe read(pipe.number, buffer.baseAddress, buffer.count)
      if count == 0 { return file }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("can't be read", name, errno)
      }
      guard unsafe write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: file) else {
        throw failure("does not fit into '\(folder)', where it is kept while it is read", name, errno)
      }
    }
  }

  private static func nameless(in folder: String, for name: String) throws(Failure) -> Descriptor {
    var path = Array("\(folder)/pcap2scenario-XXXXXX".utf8CString)
    let number = unsafe mkstemp(&path)
    guard number >= 0 else { throw failure("can't be kept in '\(folder)' while it is read", name, errno) }
    unsafe unlink(path)
    return Descriptor(number)
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to file: borrowing Descriptor) -> Bool {
    var position = 0
    while position < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[position...])
      #if canImport(Darwin)
      let count = unsafe Darwin.write(file.number, rest.baseAddress, rest.count)
      #else
      let count = unsafe Glibc.write(file.number, rest.baseAddress, rest.count)
      #endif
      if count > 0 { position += count } else if errno != EINTR { return false }
    }
    return true
  }

  private static func failure(_ what: String, _ name: String, _ reason: Int32) -> Failure {
    let text = unsafe String(cString: strerror(reason))
    return Failure(
      .capture,
      "cannot-spool",
      "\(what) (\(text.lowercased())); set TMPDIR to a folder with more room, or save it to a file first",
      at: Location(file: name)
    )
  }
}
