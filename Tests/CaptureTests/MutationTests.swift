import Capture
import Diagnostics
import Foundation
import Noise
import Testing

/// Captures with bytes changed, cut out and doubled at random: whatever they hold, reading them ends and never traps.
struct MutationTests {
  /// One frame of everything that can be decoded.
  private static var everything: CaptureBytes {
    let hello = Packets.ipv4(Packets.udp("hello"))
    let gtp = Packets.udp(
      from: 2152,
      to: 2152,
      [0x34, 255] + Packets.big16(hello.count + 8) + [0, 0, 0, 1, 0, 0, 0, 0x85, 1, 0, 9, 0] + hello
    )
    var talk = Dialogue()
    talk.client("S", 100)
    talk.server("SA", 500, ack: 101)
    talk.client("A", 101, ack: 501, "abc")
    talk.client("A", 107, ack: 501, "ghi")
    talk.server("A", 501, ack: 104, "xyz")
    talk.client("A", 104, ack: 504, "def")
    talk.client("FA", 110, ack: 504)
    talk.server("R", 504, ack: 111)
    let fragments = [
      Packets.ipv6Fragment(offset: 8, moreFollow: false, Array("hello".utf8)),
      Packets.ipv6Fragment(offset: 0, moreFollow: true, Array(Packets.udp("hello").prefix(8))),
    ]
    let pieces = [
      Packets.ipv4(offset: 8, Array("hello".utf8)),
      Packets.ipv4(offset: 0, moreFollow: true, Array(Packets.udp("hello").prefix(8))),
    ]
    var capture = CaptureBytes()
    capture.add(Packets.ethernet(type: 0x8100, [0, 1, 0x88, 0xA8, 0, 2, 0x08, 0] + hello))
    capture.add(Packets.ethernet(type: 0x8847, [0, 0, 0, 64, 0, 0, 1, 64] + hello))
    capture.add(Packets.ethernet(type: 0x8864, [0x11, 0, 0, 1, 0, 35, 0, 0x21] + hello))
    capture.add(Packets.ethernet(Packets.ipv4(options: [1, 1, 1, 1], gtp)))
    capture.add(
      Packets.ethernet(Packets.ipv4(carrying: 47, [0x20, 0, 0x65, 0x58, 0, 0, 0, 0] + Packets.ethernet(hello)))
    )
    capture.add(
      Packets.ethernet(
        type: 0x86DD,
        Packets.ipv6(carrying: 0, [60, 0, 1, 4, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0] + hello.dropFirst(20))
      )
    )
    capture.add(
      Packets.ethernet(type: 0x86DD, Packets.ipv6(carrying: 51, [4, 4] + Array(repeating: 0, count: 22) + hello))
    )
    for fragment in fragments { capture.add(Packets.ethernet(type: 0x86DD, fragment)) }
    for piece in pieces { capture.add(Packets.ethernet(piece)) }
    for frame in talk.frames { capture.add(Packets.ethernet(frame)) }
    return capture
  }

  @Test("the capture itself is whole")
  func whole() throws {
    let (recorder, report) = try Self.everything.read()
    #expect(recorder.datagrams.count == 9)
    #expect(recorder.texts(from: 1000) == ["abcdefghi"])
    #expect(report.findings.all.isEmpty)
  }

  @Test("frames with random damage", arguments: [1, 0, 101, 108, 113, 228] as [UInt8])
  func frames(link: UInt8) throws {
    try mutate(Self.everything.bytes, link: link, seed: UInt64(link), rounds: 400)
  }

  @Test(
    "captures of strangers with random damage",
    .enabled(if: FileManager.default.fileExists(atPath: StrangersTests.folder.path))
  )
  func strangers() throws {
    let small = StrangersTests.counts.filter { $0.frames <= 106 }
    for (number, capture) in small.enumerated() {
      let bytes = try Data(contentsOf: StrangersTests.folder.appendingPathComponent(capture.file))
      try mutate(Array(bytes), link: nil, seed: UInt64(number), rounds: 40)
    }
  }

  private func mutate(_ original: [UInt8], link: UInt8?, seed: UInt64, rounds: Int) throws {
    var noise = Noise(seed: seed)
    var delivered = 0
    for _ in 0..<rounds {
      var bytes = original
      if let link { bytes[20] = link }
      for _ in 0..<Int.random(in: 1...24, using: &noise) {
        // The file header stays, so that the damage reaches the packets.
        let position = Int.random(in: 24..<bytes.count, using: &noise)
        switch Int.random(in: 0..<12, using: &noise) {
        case 0: bytes.removeSubrange(position..<min(bytes.count, position + Int.random(in: 1...40, using: &noise)))
        case 1: bytes.insert(contentsOf: bytes[24..<position].suffix(40), at: position)
        case 2: bytes[position] = 0xFF
        case 3: bytes[position] = 0
        default: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &noise)
        }
        if bytes.count < 100 { break }
      }
      guard let (recorder, report) = try? CaptureBytes.read(bytes) else { continue }
      delivered += recorder.datagrams.count + recorder.pieces.count
      #expect(report.datagrams == recorder.datagrams.count)
      #expect(report.segments == recorder.pieces.count)
    }
    if link == nil || link == 1 { #expect(delivered > 0) }
  }
}
