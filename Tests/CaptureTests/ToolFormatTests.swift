import Capture
import Diagnostics
import Foundation
import Testing

/// Files that tools wrote, cut off at each byte and with each byte changed: what is lost is told.
struct ToolFormatTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: fixtures.appending(path: name)))
  }

  private static let classic = "rejected-486-udp/call.pcap"
  private static let packed = ["formats/small.pcap.gz", "formats/small.pcap.zst"]

  /// The frames that were read, and the codes of what was told; nil for a refusal, with its code.
  private func outcome(_ bytes: [UInt8]) throws -> (frames: Int?, codes: [String]) {
    do {
      let (_, report) = try CaptureBytes.read(bytes)
      return (report.frames, report.codes)
    } catch let failure as Failure {
      return (nil, failure.findings.all.map(\.code))
    }
  }

  @Test("cut off at each byte", arguments: [classic, "formats/small.pcapng"] + packed)
  func cutOff(_ name: String) throws {
    let whole = try Self.bytes(name)
    let (frames, codes) = try outcome(whole)
    #expect(frames == 8 && codes.isEmpty)
    var silent: [Int] = []
    var most = 0
    for length in 0..<whole.count {
      let (frames, codes) = try outcome(Array(whole[..<length]))
      #expect(codes.isEmpty || codes == [frames == nil ? "not-a-capture" : "cut-off"], "\(length): \(codes)")
      // The longer the file, the more is read of it.
      #expect(frames ?? 0 >= most, "\(length)")
      most = max(most, frames ?? 0)
      if codes.isEmpty { silent.append(length) }
    }
    // Between two frames nothing shows that there should be more; what is packed always shows it.
    #expect(Self.packed.contains(name) ? silent.isEmpty : silent.count <= 10, "\(silent)")
  }

  /// Both tools end what they pack with a checksum.
  @Test("each byte of a packed file changed", arguments: packed)
  func corrupted(_ name: String) throws {
    let whole = try Self.bytes(name)
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= UInt8(1 << (index % 8))
      let (frames, codes) = try outcome(bytes)
      let isTold = ["not-a-capture", "cut-off", "damaged"].contains { codes.contains($0) }
      #expect(isTold || frames == 8 && codes.isEmpty, "byte \(index): \(codes)")
    }
  }

  /// Nobody adds a checksum to these, so a changed byte may pass; reading must end all the same.
  @Test("each byte of a plain file changed", arguments: [classic, "formats/small.pcapng", "formats/modified.pcap"])
  func changed(_ name: String) throws {
    let whole = try Self.bytes(name)
    for index in whole.indices.prefix(400) {
      for bits in [0x01, 0x80, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[index] ^= bits
        let (frames, codes) = try outcome(bytes)
        #expect(frames != nil || codes.count == 1, "byte \(index)")
      }
    }
  }
}
