import Diagnostics
private import Glibc

/// A pcap file of UDP datagrams on Ethernet, the one link type that every engine plays.
///
/// Microsecond timestamps, native byte order made little-endian, made-up hardware addresses: the same packets give the
/// same file on every machine.
final class PacketFile {
  private let path: String
  /// What the user knows it as.
  let place: String
  /// Open from beginning to end; nil where it is opened for each writing.
  private var descriptor: Int32?

  /// As many pieces as the system writes at once.
  private static let mostPieces = 1024

  /// Makes the file.
  ///
  /// - Parameter staysOpen: whether there are descriptors enough to hold it open.
  ///
  /// Throws `Failure` (`refused`) when it can't.
  init(path: String, place: String, staysOpen: Bool) throws(Failure) {
    self.path = path
    self.place = place
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure.unwritable(place) }
    self.descriptor = staysOpen ? descriptor : nil
    if !staysOpen { _ = Glibc.close(descriptor) }
  }

  deinit {
    if let descriptor { _ = Glibc.close(descriptor) }
  }

  /// Writes `pieces` of `bytes` behind what is there.
  ///
  /// - Returns: the number of the error that ended it; 0 for none.
  func write(_ pieces: Span<Range<Int>>, of bytes: Span<UInt8>) -> Int32 {
    if let descriptor { return Self.write(pieces, of: bytes, to: descriptor) }
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { return errno }
    let reason = Self.write(pieces, of: bytes, to: descriptor)
    // Some file systems tell only now that they had no room.
    return Glibc.close(descriptor) != 0 && reason == 0 ? errno : reason
  }

  /// Closes it.
  ///
  /// - Returns: the number of the error that a file system tells only now; 0 for none.
  func close() -> Int32 {
    guard let descriptor = descriptor.take() else { return 0 }
    return Glibc.close(descriptor) == 0 ? 0 : errno
  }

  private static func write(_ pieces: Span<Range<Int>>, of bytes: Span<UInt8>, to descriptor: Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { bytes in
      var next = 0
      // How much of the next piece was written.
      var position = 0
      while next < pieces.count {
        let some = pieces.extracting(next..<min(next + mostPieces, pieces.count))
        let count = unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: some.count) { vectors in
          for index in some.indices {
            let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[some[index]].dropFirst(index == 0 ? position : 0))
            let start = unsafe UnsafeMutableRawPointer(mutating: piece.baseAddress)
            unsafe vectors.initializeElement(at: index, to: iovec(iov_base: start, iov_len: piece.count))
          }
          return unsafe writev(descriptor, vectors.baseAddress, Int32(some.count))
        }
        guard count > 0 else {
          if errno == EINTR { continue }
          return errno
        }
        position += count
        while next < pieces.count, position >= pieces[next].count {
          position -= pieces[next].count
          next += 1
        }
      }
      return 0
    }
  }
}
