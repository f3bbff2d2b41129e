import Diagnostics
private import Glibc
import Wire

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
  private var packets = 0
  private var fingerprint = Fingerprint()

  /// Its beginning: magic, version 2.4, no time zone, no accuracy, snap length, Ethernet; little-endian.
  private static let header: [UInt8] = [
    0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0,
  ]

  /// Makes the file, without packets.
  ///
  /// - Parameter staysOpen: whether there are descriptors enough to hold it open.
  ///
  /// Throws `Failure` (`refused`) when it can't.
  init(path: String, place: String, staysOpen: Bool) throws(Failure) {
    self.path = path
    self.place = place
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure.unwritable(place) }
    self.descriptor = descriptor
    var reason = write(0, Self.header.span)
    if !staysOpen, reason == 0 { reason = close() }
    guard reason != 0 else { return }
    errno = reason
    throw Failure.unwritable(place)
  }

  deinit {
    if let descriptor { _ = Glibc.close(descriptor) }
  }

  /// What is in it.
  var written: WrittenFile { WrittenFile(packets: packets, fingerprint: fingerprint.value) }

  /// Writes `bytes`, the records of so many packets, behind what is there.
  ///
  /// - Returns: the number of the error that ended it; 0 for none.
  func write(_ packets: Int, _ bytes: Span<UInt8>) -> Int32 {
    self.packets += packets
    fingerprint.add(bytes)
    if let descriptor { return Self.write(bytes, to: descriptor) }
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { return errno }
    let reason = Self.write(bytes, to: descriptor)
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

  private static func write(_ bytes: Span<UInt8>, to descriptor: Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { bytes in
      var position = 0
      while position < bytes.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[position...])
        let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count > 0 { position += count } else if errno != EINTR { return errno }
      }
      return 0
    }
  }
}
