import Capture
import Diagnostics
import Dialog
import Foundation
import Noise
import Scenario
import Testing
import Wire

/// Captures broken at random, the same way in each run: whatever a stranger's file holds, it is read or refused.
@Suite struct MutationTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")
  private static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: fixtures.path))?.filter { name in
      file(of: name) != nil
    }.sorted() ?? []

  private static func file(of name: String) -> URL? {
    ["call.pcap", "call.pcapng"].map { fixtures.appending(path: name + "/" + $0) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private static let rounds = ProcessInfo.processInfo.environment["MUTATIONS"].flatMap(Int.init) ?? 12

  @Test(arguments: names) func aBrokenCaptureIsReadOrRefused(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mutations-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let original = Array(try Data(contentsOf: try #require(Self.file(of: name))))
    var random = Noise(name)
    for round in 0..<Self.rounds {
      let capture = folder.appending(path: "broken.pcap")
      try Data(Self.broken(original, using: &random)).write(to: capture)
      for target in ["sipp", "gossipper"] {
        convert(capture.path, to: folder.appending(path: "out").path, target: target, name: "\(name), round \(round)")
      }
      let leftovers = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "out").path)) ?? []
      #expect(!leftovers.contains { $0.hasSuffix(".part") })
    }
  }

  private func convert(_ capture: String, to folder: String, target: String, name: String) {
    do {
      let found = try CaptureSurvey(try CaptureSet([capture]), sipPort: nil).survey(keeping: .all)
      for call in found.recording.calls {
        // What is printed can be read again, and says the same.
        let text = try JSON.text(call)
        let again = try JSON.text(try JSON.value(Call.self, from: Array(text.utf8)))
        #expect(again == text, "\(name)")
        let report = try Conversion(
          .init(
            captures: [capture],
            folder: folder,
            sipPort: nil,
            selection: .wanted(call.callID),
            target: target,
            ruleFiles: [],
            templateFolders: [],
            force: true
          )
        ).run()
        #expect(report.files.contains("scenario_uac.xml") && report.commands.count == 2, "\(name)")
      }
    } catch let failure as Failure {
      #expect(failure.findings.hasErrors && failure.cause != .rules, "\(name): \(failure.findings.all)")
      #expect(
        failure.findings.all.allSatisfy { !$0.description.unicodeScalars.contains { $0.value < 0x20 } },
        "\(name)"
      )
    } catch {
      Issue.record("\(name): \(error)")
    }
  }

  private static func broken(_ original: [UInt8], using random: inout Noise) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      guard bytes.count > 60 else { break }
      // Mostly behind the file's header, and often in the first packets, which are the SIP.
      let end = Bool.random(using: &random) ? min(bytes.count, 12_000) : bytes.count
      let place = Int.random(in: (Int.random(in: 0..<20, using: &random) == 0 ? 0 : 24)..<end, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...200, using: &random)))
      case 3:
        let piece = bytes[place..<min(bytes.count, place + Int.random(in: 1...200, using: &random))]
        bytes.insert(contentsOf: Array(piece), at: Int.random(in: 24...bytes.count, using: &random))
      case 4 where Int.random(in: 0..<6, using: &random) == 0: bytes.removeSubrange(place...)
      default:
        // In place, so that the packet is still found.
        let piece = Array((pieces.randomElement(using: &random) ?? "").utf8)
        for (offset, byte) in piece.enumerated() where place + offset < bytes.count { bytes[place + offset] = byte }
      }
    }
    return bytes
  }

  private static let pieces = [
    "INVITE ", "SIP/2.0 200", "SIP/2.0 999", "BYE", "CANCEL", "ACK ", "\r\n", "\r\n\r\n", "\r\n ", ";tag=", ";branch=",
    "\"", "<", ">", "[",
    "]]>", "\\x", ":", "@", "%", ",", "99999999999999999999", "-1", "0", "Content-Length: 4294967296\r\n",
    "Content-Length: 0\r\n",
    "Via: SIP/2.0/UDP [::", "Contact: *\r\n", "CSeq: 4294967295 INVITE\r\n", "m=audio 65535 RTP/AVP 0\r\n",
    "m=audio 1/99999 X 0\r\n",
    "c=IN IP6 ::\r\n", "c=IN IP4 224.2.1.1/127/3\r\n", "o=", "\u{0}", "\u{FFFF}", "Authorization: x",
    "Record-Route: <sip:p;lr>\r\n",
    "{", "}}", "{{", "Require: 100rel\r\nRSeq: 1\r\n",
  ]
}
