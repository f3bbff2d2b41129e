import Capture
import Diagnostics
import Foundation
import Testing
import Wire

/// Several files that are read as one.
struct CaptureSetTests {
  private static func file(_ seconds: [UInt32], cutting removed: Int = 0) -> [UInt8] {
    var capture = CaptureBytes()
    for second in seconds { capture.add(Packets.ethernet(Packets.ipv4(Packets.udp("at \(second)"))), second: second) }
    return Array(capture.bytes.dropLast(removed))
  }

  private func read(
    _ files: [[UInt8]],
    _ body: (CaptureSet, Recorder, CaptureReport) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("captures-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = files.indices.map { folder.appendingPathComponent("\($0).pcap").path }
    for (path, bytes) in zip(paths, files) { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
    let capture = try CaptureSet(paths)
    let recorder = Recorder()
    let report = try capture.read(into: recorder)
    try body(capture, recorder, report)
  }

  @Test(
    "merged by time, one file's frames in the order of the file, those of one time in the order of the files",
    arguments: [
      ([[1, 2], [3, 4]], [1, 2, 3, 4]), ([[3, 4], [1, 2]], [1, 2, 3, 4]), ([[1, 3, 5], [2, 4]], [1, 2, 3, 4, 5]),
      ([[1, 9, 2], [3]], [1, 3, 9, 2]), ([[], [1], []], [1]), ([[1, 4, 7], [2, 5], [3, 6]], [1, 2, 3, 4, 5, 6, 7]),
      ([[2, 2], [2, 2], [1]], [1, 2, 2, 2, 2]),
    ] as [([[UInt32]], [UInt32])]
  )
  func order(files: [[UInt32]], merged: [UInt32]) throws {
    try read(files.map { Self.file($0) }) { _, recorder, report in
      #expect(recorder.datagrams.map { String(decoding: $0.payload, as: UTF8.self) } == merged.map { "at \($0)" })
      #expect(recorder.datagrams.map(\.arrival.frame) == Array(1...merged.count))
      #expect(report.frames == merged.count)
      #expect(report.findings.all.isEmpty)
    }
  }

  @Test("a diagnostic names the file and the frame within it")
  func places() throws {
    let files: [[UInt32]] = [[1, 3, 5], [2, 4], [6, 7]]
    let places = [("0", 1), ("1", 1), ("0", 2), ("1", 2), ("0", 3), ("2", 1), ("2", 2)]
    try read(files.map { Self.file($0) }) { capture, _, _ in
      var findings = Findings()
      for frame in places.indices {
        findings.warning("some", "\(frame)", at: Location(capture: capture.name, frame: frame + 1))
      }
      findings.warning("some", "of the whole", at: Location(file: capture.name))
      let placed = try capture.placed(findings).all
      #expect(placed.count == places.count + 1)
      for (diagnostic, place) in zip(placed, places) {
        #expect(diagnostic.location?.file.hasSuffix("/\(place.0).pcap") == true)
        #expect(diagnostic.location?.frame == place.1)
      }
      #expect(placed.last?.location == Location(file: capture.name))
    }
  }

  @Test("a file that breaks off is told by its own name, and the others are read on")
  func broken() throws {
    try read([Self.file([1, 3], cutting: 5), Self.file([2, 4])]) { _, recorder, report in
      #expect(recorder.datagrams.count == 3)
      #expect(report.codes == ["cut-off"])
      #expect(report.findings.all.first?.location?.file.hasSuffix("/0.pcap") == true)
      #expect(report.findings.all.first?.location?.frame == 1)
    }
  }

  @Test("all files that can't be read are told at once")
  func refused() {
    let failure = #expect(throws: Failure.self) { try CaptureSet(["/no/such.pcap", "/", "/nor/this.pcap"]) }
    #expect(failure?.findings.all.map(\.code) == ["no-such-file", "is-a-folder", "no-such-file"])
  }

  @Test("names, for titles and for a command line")
  func names() throws {
    try read([Self.file([1]), Self.file([2])]) { capture, _, _ in
      let paths = capture.files.map(\.name)
      #expect(capture.name == "\(paths[0]) and 1 more")
      #expect(capture.arguments == paths.joined(separator: " "))
    }
  }
}
