import Foundation
import TestSupport
import Testing

/// tcpdump on lo, from its start until all that was sent is in the file.
struct LoopbackRecording {
  let file: URL
  private let tcpdump: Program
  private let ports: Ports

  private static let patience = Duration.seconds(20)

  /// Starts recording what travels on `ports`.
  init(to file: URL, ports: Ports) async throws {
    self.file = file
    self.ports = ports
    // Not root would give its rights up, and find its folder closed.
    tcpdump = try Program(
      try #require(Program.inPath("tcpdump")),
      [
        "-i", "lo", "-n", "-U", "-s", "0", "--immediate-mode", "-Z", "root", "-w", file.path,
        "portrange \(ports.all.lowerBound)-\(ports.all.upperBound)",
      ]
    )
    let listens = try await tcpdump.writes("listening on", within: Self.patience)
    try #require(listens, "tcpdump does not listen")
  }

  /// Ends the recording: a mark is sent, and when it stands in the file, all before it does.
  func stop() async throws {
    let mark = "end of the recording on \(ports.marker)"
    try send(mark)
    try await poll(within: Self.patience) { try Data(contentsOf: file).suffix(200).range(of: Data(mark.utf8)) != nil }
    tcpdump.signal(SIGINT)
    let end = await tcpdump.end(within: Self.patience)
    try #require(!end.wasKilled && end.exitCode == 0, "tcpdump: \(end.errors)")
  }

  private func send(_ text: String) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = ports.marker.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let bytes = Array(text.utf8)
    let sent = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { rebound in
        unsafe bytes.withUnsafeBytes { buffer in
          unsafe sendto(
            descriptor,
            buffer.baseAddress,
            buffer.count,
            0,
            rebound,
            socklen_t(MemoryLayout<sockaddr_in>.size)
          )
        }
      }
    }
    try #require(sent == bytes.count)
  }
}
