import Capture
import Diagnostics
import Dialog
import Foundation
import Noise
import Scenario
import Testing

/// What a capture holds does not depend on which of its messages were looked at ahead of their turn: of every fixture,
/// whole and with damage that is the same in each run.
@Suite struct ForesightTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")
  private static let captures =
    (FileManager.default.enumerator(atPath: fixtures.path)?.compactMap { $0 as? String } ?? [])
    .filter { $0.hasSuffix(".pcap") || $0.hasSuffix(".pcapng") }.sorted()

  @Test(arguments: captures) func nothingDependsOnWhatWasSeenAhead(_ name: String) throws {
    let file = Self.fixtures.appending(path: name)
    for selection in [Selection.all, .none, .wanted("2")] { try compare(file.path, name, selection) }
    let folder = FileManager.default.temporaryDirectory.appending(path: "foresight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let original = Array(try Data(contentsOf: file))
    var noise = Noise(name)
    for round in 0..<3 {
      let broken = folder.appending(path: "broken.pcap")
      try Data(Self.broken(original, using: &noise)).write(to: broken)
      try compare(broken.path, "\(name), round \(round)", .all)
    }
  }

  private func compare(_ path: String, _ name: String, _ selection: Selection) throws {
    for port in [nil, 5060] as [UInt16?] {
      let serial = told(path, port, selection, .none)
      #expect(serial == told(path, port, selection, .whole), "\(name)")
    }
  }

  /// Everything that a reading tells, in text.
  private func told(_ path: String, _ port: UInt16?, _ selection: Selection, _ foresight: Foresight) -> [String] {
    do {
      let capture = try CaptureSet([path])
      let recorder = CallRecorder(capture: capture.name, sipPort: port, selection: selection)
      let report = try capture.read(foresight: foresight, into: recorder)
      let recording = recorder.finish()
      return [
        "\(report.frames) \(report.datagrams) \(report.segments) \(recording.callCount)",
        try JSON.text(recording.summaries), try JSON.text(recording.calls),
      ] + (report.findings.all + recording.findings.all).map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  private static func broken(_ original: [UInt8], using noise: inout Noise) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...20, using: &noise) where bytes.count > 100 {
      let place = Int.random(in: 24..<min(bytes.count, 12_000), using: &noise)
      switch Int.random(in: 0..<4, using: &noise) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &noise)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &noise)
      case 2: bytes[place] = Array("\r\n :;<>0".utf8).randomElement(using: &noise) ?? 0
      default:
        let piece = Array(bytes[place..<min(bytes.count, place + 60)])
        let start = Int.random(in: 24..<bytes.count - 60, using: &noise)
        bytes.replaceSubrange(start..<start + piece.count, with: piece)
      }
    }
    return bytes
  }
}
