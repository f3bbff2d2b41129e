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
  /// Of all that was written.
  private(set) var fingerprint = Fingerprint()
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
    append(0xA1B2_C3D4, 0x0004_0002, 0, 0)
    append(262_144, 1)
  }

  /// Appends a datagram.
  func append(_ payload: Span<UInt8>, under headers: DatagramHeaders, at time: CaptureTime) {
    let microseconds = time.nanoseconds / 1000
    let length = UInt32(truncatingIfNeeded: headers.length(ofPayload: payload.count))
    append(
      UInt32(truncatingIfNeeded: microseconds / 1_000_000),
      UInt32(truncatingIfNeeded: microseconds % 1_000_000),
      length,
      length
    )
    headers.append(payload, to: &buffer)
    if buffer.count >= Self.flushAt { flush() }
  }

  func close() throws(Failure) {
    flush(isLast: true)
    if let reason = failure {
      errno = reason
      throw Failure.unwritable(place)
    }
  }

  private func append(_ one: UInt32, _ two: UInt32) {
    unsafe withUnsafeBytes(of: (one.littleEndian, two.littleEndian)) { unsafe buffer.append(contentsOf: $0) }
  }

  private func append(_ one: UInt32, _ two: UInt32, _ three: UInt32, _ four: UInt32) {
    append(one, two)
    append(three, four)
  }

  private func flush(isLast: Bool = false) {
    defer { buffer.removeAll(keepingCapacity: !isLast) }
    guard failure == nil else { return }
    fingerprint.add(buffer.span)
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { return failure = errno }
    // Some file systems tell only now that they had no room.
    defer { if Glibc.close(descriptor) != 0, failure == nil { failure = errno } }
    var position = 0
    while position < buffer.count {
      let count = unsafe buffer.withUnsafeBytes { bytes in
        unsafe write(descriptor, bytes.baseAddress.map { unsafe $0 + position }, bytes.count - position)
      }
      if count > 0 { position += count } else if errno != EINTR { return failure = errno }
    }
  }
}
