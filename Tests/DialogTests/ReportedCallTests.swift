import Capture
import Diagnostics
import Dialog
import Foundation
import Testing
import Wire

/// Calls that Kamailio and sngrep reported to a collector by HEP, held against the same calls as they passed by.
@Suite struct ReportedCallTests {
  private static let reports = ["kamailio-1", "kamailio-2", "kamailio-3", "kamailio-3-tcp", "sngrep"]

  private func read(_ name: String, filter: String? = nil) throws -> (recording: Recording, report: CaptureReport) {
    let recorder = CallRecorder(capture: name, sipPort: nil, selection: .all)
    let capture = try CaptureSet([Captures.path("hep/\(name)")], filter: filter)
    let report = try capture.read(into: recorder)
    return (recorder.finish(), report)
  }

  /// What a message is, without its time.
  private func facts(_ message: CapturedMessage) -> String {
    "\(message.source) \(message.destination) \(message.transport) \(String(decoding: message.bytes, as: UTF8.self))"
  }

  @Test(arguments: reports)
  func aReportedCallIsThatWhichPassedBy(_ name: String) throws {
    let (reported, report) = try read(name, filter: "port 9060")
    let (seen, _) = try read(name, filter: "not port 9060")
    #expect(reported.findings.all.isEmpty && report.findings.all.isEmpty)
    let (call, expected) = (try #require(reported.calls.first), try #require(seen.calls.first))
    #expect(reported.calls.count == 1 && seen.calls.count == 1)
    #expect(call.outcome == .answered && call.outcome == expected.outcome)
    #expect(call.legs.count == (name == "sngrep" ? 1 : 2))
    #expect(call.timeline.count == (name == "sngrep" ? 7 : 14))
    #expect(call.timeline.map(facts).sorted() == expected.timeline.map(facts).sorted())
    // Version 1 has no time of its own. Kamailio reports what it did, sngrep half a second later when that was.
    let times = Dictionary(grouping: expected.timeline, by: facts).compactMapValues(\.first?.at)
    let shift = (call.start.nanoseconds - expected.start.nanoseconds) / 1000
    let most: Int64 = name == "sngrep" ? 100 : 20_000
    for message in call.timeline {
      let time = try #require(times[facts(message)])
      #expect(abs(Int64(message.at) + shift - Int64(time)) < most)
    }
  }

  /// A mirrored port on the collector's machine: what is reported has passed by before.
  @Test(arguments: reports)
  func whatIsSeenAndReportedIsOneMessage(_ name: String) throws {
    let (both, _) = try read(name)
    let (seen, _) = try read(name, filter: "not port 9060")
    #expect(both.calls.count == 1)
    #expect(both.calls.first?.timeline.map(facts).sorted() == seen.calls.first?.timeline.map(facts).sorted())
    #expect(both.calls.first?.timeline.allSatisfy { $0.retransmissions.isEmpty } == true)
  }
}
