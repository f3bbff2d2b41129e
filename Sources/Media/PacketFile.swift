import Diagnostics
private import Glibc
import Wire

/// A pcap file of UDP datagrams on Ethernet, the one link type that every engine plays.
///
/// Microsecond timestamps, native byte order made little-endian, made-up hardware addresses: the same packets give the
/// same file on every machine.
final class PacketFile {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var hasFailed = false

  private static let flushAt = 1 << 16

  /// Makes the file.
  ///
  /// Throws `Failure` (`refused`) when it can't.
  init(path: String) throws(Failure) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure.system(.refused, "cannot-write", "can't be written", at: path) }
    // Magic, version 2.4, no time zone, no accuracy, snap length, Ethernet.
    for (value, width) in [(0xA1B2_C3D4, 4), (2, 2), (4, 2), (0, 4), (0, 4), (262_144, 4), (1, 4)] {
      append(little: value, width)
    }
  }

  deinit {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
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
    flush()
    if hasFailed || fsync(descriptor) != 0 {
      throw Failure.system(.refused, "cannot-write", "can't be written", at: path)
    }
  }

  private func append(little value: Int, _ width: Int) {
    for shift in 0..<width { buffer.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
  }

  private func flush() {
    var position = 0
    while position < buffer.count, !hasFailed {
      let count = unsafe buffer.withUnsafeBytes { bytes in
        unsafe write(descriptor, bytes.baseAddress.map { unsafe $0 + position }, bytes.count - position)
      }
      if count > 0 { position += count } else if errno != EINTR { hasFailed = true }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
