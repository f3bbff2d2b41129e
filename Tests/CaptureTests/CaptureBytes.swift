import Capture
import Diagnostics
import Foundation
import Wire

/// A pcap file in the making: frames in, a file on disk or what a recorder gets of it out.
struct CaptureBytes {
  struct Order: OptionSet {
    let rawValue: Int
    static let bigEndian = Order(rawValue: 1)
    static let nanoseconds = Order(rawValue: 2)
  }

  private(set) var bytes: [UInt8] = []
  private let order: Order
  private var frames = 0

  init(link: UInt32 = 1, order: Order = []) {
    self.order = order
    append(order.contains(.nanoseconds) ? 0xA1B2_3C4D : 0xA1B2_C3D4)
    append(order.contains(.bigEndian) ? 0x0002_0004 : 0x0004_0002)
    for value in [0, 0, 262_144, link] as [UInt32] { append(value) }
  }

  /// Adds a frame; frame N is captured at second N unless told otherwise.
  mutating func add(_ frame: [UInt8], second: UInt32? = nil, fraction: UInt32 = 0, captured: Int? = nil) {
    frames += 1
    let kept = frame.prefix(captured ?? frame.count)
    for value in [second ?? UInt32(frames), fraction, UInt32(kept.count), UInt32(frame.count)] { append(value) }
    bytes += kept
  }

  private mutating func append(_ value: UInt32) {
    let big = Packets.big32(value)
    bytes += order.contains(.bigEndian) ? big : big.reversed()
  }

  /// Reads it through a file on disk.
  func read(frames: ClosedRange<FrameNumber>? = nil) throws -> (recorder: Recorder, report: CaptureReport) {
    try Self.read(bytes, frames: frames)
  }

  /// Reads `frames` as a capture of link type `link`.
  static func read(
    link: UInt32 = 1,
    _ frames: [[UInt8]]
  ) throws -> (recorder: Recorder, report: CaptureReport) {
    var capture = CaptureBytes(link: link)
    for frame in frames { capture.add(frame) }
    return try capture.read()
  }

  /// Reads a file of these very bytes.
  static func read(
    _ bytes: [UInt8],
    frames: ClosedRange<FrameNumber>? = nil
  ) throws -> (recorder: Recorder, report: CaptureReport) {
    try withFile(bytes) { path in
      let recorder = Recorder()
      let report = try CaptureFile(path).read(frames: frames, into: recorder)
      return (recorder, report)
    }
  }

  /// Lends a file of these bytes, which is gone afterwards.
  static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("capture-\(UUID().uuidString).pcap")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
  }
}

extension CaptureReport {
  /// The codes of its findings.
  var codes: [String] { findings.all.map(\.code) }
}
