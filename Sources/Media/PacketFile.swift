import Diagnostics
private import Glibc
import Wire

/// A pcap file of UDP datagrams on Ethernet, the one link type that every engine plays.
///
/// Microsecond timestamps, native byte order made little-endian, made-up hardware addresses: the same packets give the
/// same file on every machine. It is open only while something is written to it, since thousands may be under way.
final class PacketFile {
  private let path: String
  /// What the user knows it as.
  private let place: String
  private var buffer: [UInt8] = []
  /// The number of the error that ended the writing.
  private var failure: Int32?

  private static let flushAt = 1 << 15

  /// Makes the file.
  ///
  /// Throws `Failure` (`refused`) when it can't.
  init(path: String, place: String) throws(Failure) {
    self.path = path
    self.place = place
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure.unwritable(place) }
    _ = Glibc.close(descriptor)
    // Magic, version 2.4, no time zone, no accuracy, snap length, Ethernet.
    for (value, width) in [(0xA1B2_C3D4, 4), (2, 2), (4, 2), (0, 4), (0, 4), (262_144, 4), (1, 4)] {
      append(little: value, width)
    }
  }

  func append(_ payload: Span<UInt8>, from source: Endpoint, to destination: Endpoint, at time: CaptureTime) {
    let packet = DatagramWriter(source: source, destination: destination).frame(of: payload)
    let microseconds = time.nanoseconds / 1000
    append(little: Int(microseconds / 1_000_000), 4)
    append(little: Int(microseconds % 1_000_000), 4)
    append(little: packet.count, 4)
    append(little: packet.count, 4)
    buffer += packet
    if buffer.count >= Self.flushAt { flush() }
  }

  func close() throws(Failure) {
    flush(isLast: true)
    if let reason = failure {
      errno = reason
      throw Failure.unwritable(place)
    }
  }

  private func append(little value: Int, _ width: Int) {
    for shift in 0..<width { buffer.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
  }

  private func flush(isLast: Bool = false) {
    defer { buffer.removeAll(keepingCapacity: !isLast) }
    guard failure == nil else { return }
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { return failure = errno }
    defer { _ = Glibc.close(descriptor) }
    var position = 0
    while position < buffer.count {
      let count = unsafe buffer.withUnsafeBytes { bytes in
        unsafe write(descriptor, bytes.baseAddress.map { unsafe $0 + position }, bytes.count - position)
      }
      if count > 0 { position += count } else if errno != EINTR { return failure = errno }
    }
    if isLast, fsync(descriptor) != 0 { failure = errno }
  }
}
