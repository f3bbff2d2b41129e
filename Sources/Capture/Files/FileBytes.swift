#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The bytes of a file as they stand on the disk.
///
/// It keeps its own place in the file, so that one open file can be read by several.
final class FileBytes: ByteSource {
  private let file: Descriptor
  private var offset: Int

  /// - Parameters:
  ///   - file: what to read.
  ///   - offset: where to begin.
  init(_ file: Descriptor, from offset: Int = 0) {
    self.file = file
    self.offset = offset
    #if os(Linux)
    posix_fadvise(file.number, 0, 0, POSIX_FADV_SEQUENTIAL)
    #endif
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
    while true {
      let count = unsafe pread(file.number, room.baseAddress, room.count, off_t(offset))
      if count >= 0 {
        offset += count
        return count
      }
      if errno != EINTR {
        throw Damage(.damaged, "the disk can't read it (\(unsafe String(cString: strerror(errno))))")
      }
    }
  }
}
