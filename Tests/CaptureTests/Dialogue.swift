import Capture

/// A TCP conversation between ports 1000 (the client) and 5060 (the server) in the making.
struct Dialogue {
  private(set) var frames: [[UInt8]] = []

  /// The client sends `text`, its first byte at `sequence`.
  mutating func client(_ flags: String = "A", _ sequence: UInt32, ack: UInt32 = 0, _ text: String = "") {
    frames.append(
      Packets.ipv4(
        carrying: 6,
        Packets.tcp(from: 1000, to: 5060, flags, sequence: sequence, acknowledgment: ack, Array(text.utf8))
      )
    )
  }

  /// The server sends `text`, its first byte at `sequence`.
  mutating func server(_ flags: String = "A", _ sequence: UInt32, ack: UInt32 = 0, _ text: String = "") {
    frames.append(
      Packets.ipv4(
        carrying: 6,
        from: Packets.bob,
        to: Packets.alice,
        Packets.tcp(from: 5060, to: 1000, flags, sequence: sequence, acknowledgment: ack, Array(text.utf8))
      )
    )
  }

  /// What the client sent, gaps shown as `|`, one text a connection.
  func clientTexts() throws -> [String] { try read().recorder.texts(from: 1000) }

  func read() throws -> (recorder: Recorder, report: CaptureReport) { try CaptureBytes.read(link: 101, frames) }
}
