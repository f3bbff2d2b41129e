import Foundation
import Testing

/// A peer that says word for word what a test wants, from a port of loopback.
final class UDPPeer {
  private let descriptor: Int32
  let port: UInt16
  /// Whom it talks to.
  var other: UInt16

  struct Silence: Error {}

  /// - Parameters:
  ///   - port: its own port.
  ///   - other: that of whom it talks to.
  init(on port: UInt16, to other: UInt16) throws {
    self.port = port
    self.other = other
    descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let bound = unsafe Self.withAddress(port) { unsafe bind(descriptor, $0, $1) }
    try #require(descriptor >= 0 && bound == 0, "port \(port) can't be bound")
  }

  deinit { close(descriptor) }

  func send(_ message: String) throws {
    let bytes = Array(message.replacing("\n", with: "\r\n").utf8)
    let sent = unsafe Self.withAddress(other) { address, size in
      unsafe bytes.withUnsafeBytes { unsafe sendto(descriptor, $0.baseAddress, $0.count, 0, address, size) }
    }
    try #require(sent == bytes.count)
  }

  /// Waits for the next message, its lines ended by LF.
  ///
  /// Throws `Silence` when none comes.
  func receive() throws -> String {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
    guard count > 0 else { throw Silence() }
    return String(decoding: bytes[..<count], as: UTF8.self).replacing("\r\n", with: "\n")
  }

  /// Waits for a message that begins with `start`; others are passed over.
  @discardableResult
  func receive(_ start: String) throws -> String {
    while true {
      let message = try receive()
      if message.hasPrefix(start) { return message }
    }
  }

  private static func withAddress<Result>(
    _ port: UInt16,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}

extension String {
  /// The whole lines of a message's headers of one name, long or compact.
  func lines(_ names: String...) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
      .filter { line in names.contains { line.lowercased().hasPrefix($0.lowercased() + ":") } }
      .map { $0 + "\n" }.joined()
  }
}
