import Capture
import Dialog
import Foundation
import SIP
import Scenario

/// What the fuzzer begins with: made of the captures in `Fixtures`, and of the built-in rules and templates.
struct Seeds {
  private let folder: URL
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// How many frames of a capture are enough, and how many bytes of a file.
  private static let frames = 24
  private static let largest = 16_384

  init(below folder: String) {
    self.folder = URL(filePath: folder)
  }

  func write() {
    for capture in files(in: "Fixtures", ["pcap", "pcapng", "gz", "zst"]) { add(capture) }
    for rules in files(in: "Rules", ["yaml"]) { add("rules", rules.lastPathComponent, content(rules)) }
    for template in files(in: "Templates", ["mustache"]) {
      add("templates", template.lastPathComponent, content(template))
    }
    for fixture in ["reliable-183-prack-udp", "challenge-401-udp"] {
      for scenario in files(in: "Fixtures/\(fixture)", ["xml"]) {
        let target = scenario.deletingLastPathComponent().lastPathComponent
        add("scenarios", "\(fixture)-\(target)-\(scenario.lastPathComponent)", content(scenario))
      }
    }
    add("fragments", "two", [1, 0x20, 0, 8, 0x13, 0xC4, 0x13, 0xC5, 0, 13, 0, 0, 1, 0, 1, 5] + Array("hello".utf8))
    let options = Array("OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 1\r\nl: 0\r\n\r\n".utf8)
    let half = options.count / 2
    let segment: [UInt8] = [0x18, 0, UInt8(half + 1), 0, 1, UInt8(options.count - half)] + options[half...]
    add(
      "tcp",
      "late",
      [2, 0, 0, 0, 0, 0, 0x92, 0, 0, 0, 1, 0] + segment + [0x18, 0, 1, 0, 1, UInt8(half)] + options[..<half]
    )
  }

  private func add(_ capture: URL) {
    let name = capture.deletingLastPathComponent().lastPathComponent + "-" + capture.lastPathComponent
    let bytes = content(capture)
    add("capture", name, Array(bytes.prefix(Self.largest)))
    if let frames = Self.frames(of: bytes) { add("frames", name, frames) }
    guard let set = try? CaptureSet([capture.path]),
      let found = try? CaptureSurvey(set, sipPort: nil).survey(keeping: .all)
    else { return }
    for call in found.recording.calls {
      let title = "\(name)-\(call.number)"
      for (index, message) in call.timeline.enumerated() {
        add("sip", "\(title)-\(index)", message.bytes)
        if let body = message.parsed?.sessionDescription { add("sdp", "\(title)-\(index)", Array(message.bytes[body])) }
      }
      let sockets = call.timeline.map { Self.frame(ofWebSocket: $0.bytes) }
      add("websocket", title, [255] + sockets.joined())
      let reports = call.timeline.map { Self.report(of: $0) }.map { Self.length($0.count) + $0 }
      add("hep", title, [UInt8(call.number & 1)] + reports.joined())
      add("framer", title, [60] + call.timeline.flatMap(\.bytes))
      let datagrams = call.timeline.map { [$0.sender == .caller ? 2 : 3] + $0.bytes }
      add("calls", title, Array(datagrams.joined(separator: [0])))
    }
  }

  /// The first frames of a pcap file as the parser of frames takes them; nil for another format.
  private static func frames(of bytes: [UInt8]) -> [UInt8]? {
    guard bytes.starts(with: [0xD4, 0xC3, 0xB2, 0xA1]), bytes.count > 24,
      let link = CaptureInput.links.firstIndex(of: bytes[20])
    else { return nil }
    var frames = [UInt8(link)]
    var position = 24
    for _ in 0..<Self.frames where position + 16 <= bytes.count {
      let length = Int(bytes[position + 8]) | Int(bytes[position + 9]) << 8
      let frame = bytes[(position + 16)...].prefix(length)
      frames += [UInt8(length >> 8), UInt8(length & 0xFF)] + frame
      position += 16 + length
    }
    return frames
  }

  /// A masked frame of text (RFC 6455 section 5.2), whose key is 0.
  private static func frame(ofWebSocket message: [UInt8]) -> [UInt8] {
    [0x81, 0xFE] + length(message.count) + [0, 0, 0, 0] + message
  }

  /// HEP3 over IPv4: family, protocol, addresses, ports, time, kind of payload, payload.
  private static func report(of message: CapturedMessage) -> [UInt8] {
    let chunks: [(UInt8, [UInt8])] = [
      (1, [2]), (2, [17]), (3, [192, 0, 2, 1]), (4, [192, 0, 2, 2]), (7, [0x13, 0xC4]), (8, [0x13, 0xC5]),
      (9, [0x65, 0, 0, 0]), (10, [0, 0, 0, 1]), (11, [1]), (15, Array(message.bytes.prefix(8000))),
    ]
    var body: [UInt8] = []
    for (type, content) in chunks { body += [0, 0, 0, type] + length(content.count + 6) + content }
    return Array("HEP3".utf8) + length(body.count + 6) + body
  }

  private static func length(_ count: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
  }

  private func add(_ parser: String, _ name: String, _ bytes: [UInt8]) {
    guard bytes.count <= Self.largest else { return }
    let place = folder.appending(path: parser)
    try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try? Data(bytes).write(to: place.appending(path: name))
  }

  private func files(in name: String, _ endings: [String]) -> [URL] {
    let top = Self.root.appending(path: name)
    return (FileManager.default.enumerator(atPath: top.path)?.compactMap { $0 as? String } ?? [])
      .map { top.appending(path: $0) }.filter { endings.contains($0.pathExtension) }
  }

  private func content(_ file: URL) -> [UInt8] {
    Array((try? Data(contentsOf: file)) ?? Data())
  }
}
