import Diagnostics
import Dialog
import Foundation
import Scenario
import Testing

/// Calls that somebody made to be written where they should not, or for ever.
@Suite struct HostileCallTests {
  private func convert(_ capture: Raw, all: Bool) throws -> [String: String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try capture.written { path in
      for target in ["sipp", "gossipper"] {
        let conversion = try Conversion(
          .init(
            captures: [path],
            folder: folder.appending(path: "in/out").path,
            sipPort: nil,
            selection: .first,
            target: target,
            ruleFiles: [],
            templateFolders: [],
            force: true
          )
        )
        if all { _ = try conversion.runAll(CallFilter()) } else { _ = try conversion.run() }
      }
    }
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return Dictionary(
      names.map { ($0, (try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)) ?? "") }
    ) { first, _ in first }
  }

  @Test(arguments: ["../../etc/passwd", "/etc/passwd", "..", ".", "a/../../b", "a\u{0}b", ".pcap2scenario"])
  func aCallIDIsNoPath(_ callID: String) throws {
    var capture = Raw()
    for text in [Said(callID: callID).request("INVITE"), Said(callID: callID, branch: "2").request("BYE")] {
      capture.send(text)
    }
    for all in [false, true] {
      let names = try convert(capture, all: all).keys.sorted()
      #expect(names.allSatisfy { $0 == "in" || $0 == "in/out" || $0.hasPrefix("in/out/") }, "\(names)")
      #expect(!names.contains { $0.contains("etc/") || $0.split(separator: "/").contains("..") }, "\(names)")
      #expect(names.contains { $0.hasSuffix("scenario_uac.xml") })
    }
  }

  @Test func aBodyOfBracketsArrives() throws {
    func conversion(_ count: Int) throws -> [String: String] {
      var capture = Raw()
      capture.send(Said(body: String(repeating: "[", count: count)).request("MESSAGE"))
      capture.send(Said().response(200, to: "MESSAGE"), from: 2, to: 1)
      return try convert(capture, all: false)
    }
    #expect(try conversion(10_000)["in/out/scenario_uac.xml"] != nil)
    // SIPp reads no file in which each of them takes four bytes.
    let failure = #expect(throws: Failure.self) { try conversion(64_000) }
    #expect(failure?.findings.all.contains { $0.code == "file-too-large" } == true)
  }

  @Test(arguments: ["Via: SIP/2.0/UDP p;branch=z9hG4bK", "Record-Route: <sip:p;lr>;x="])
  func thousandsOfHopsAreWritten(_ header: String) throws {
    var capture = Raw()
    let more = (0..<1500).map { header + "\($0)" }
    capture.send(Said(more: more).request("INVITE"))
    capture.send(Said(more: more).response(200), from: 2, to: 1)
    capture.send(Said(branch: "2", more: more).request("ACK"))
    do {
      #expect(!(try convert(capture, all: false).isEmpty))
    } catch let failure as Failure {
      // An engine may read no file that large.
      #expect(failure.findings.all.contains { $0.code == "file-too-large" }, "\(failure.findings.all)")
    }
  }
}
