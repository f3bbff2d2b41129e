import Foundation
import TestSupport
import Testing

/// One run of `pcap2scenario verify`, and the part of its report that the tests ask for.
struct VerifyRun {
  let exitCode: Int32
  let report: Report
  let errors: String

  struct Report: Decodable {
    let isTrue: Bool
    let planned: Int
    let replayed: Int
    let media: [Track]
    let renewed: [Renewal]
    let differences: [Difference]
  }

  struct Track: Decodable {
    let captured: Int
    let replayed: Int
  }

  struct Renewal: Decodable {
    let rule: Rule
    let lines: Int
  }

  struct Difference: Decodable {
    let kind: String
    let text: String
    let capturedFrame: Int?
    let replayedFrame: Int?
    let rules: [Rule]
  }

  struct Rule: Decodable {
    let id: String
    let file: String
    let line: Int?
  }

  /// - Parameters:
  ///   - capture: what is verified.
  ///   - engine: the SIPp that replays it.
  ///   - options: more words for the command line.
  init(_ capture: URL, by engine: SIPp, _ options: [String] = []) async throws {
    // Several replays share two processors here: what counts is the order, and a delay that a person would hear.
    let words = [
      "verify", capture.path, "--engine", try #require(engine.executable).path, "--json", "--tolerance", "1500",
    ]
    let end = try await Turnstile.replays.pass {
      try await Program.run(Project.program, words + options, within: .seconds(300))
    }
    try #require(!end.output.isEmpty, "\(end.errors)")
    exitCode = end.exitCode
    errors = end.errors
    report = try JSONDecoder().decode(Report.self, from: Data(end.output.utf8))
  }

  /// The same of a capture that should replay.
  ///
  /// On a machine that others keep busy an engine may hang up before its last packets are sent. A replay that shows
  /// nothing else is run once more; a plan that hangs up too early does it again.
  static func expectingTruth(of capture: URL, by engine: SIPp, _ options: [String] = []) async throws -> VerifyRun {
    let run = try await VerifyRun(capture, by: engine, options)
    let lostPackets = run.report.media.contains { $0.replayed < $0.captured }
    let lostNothingElse = run.report.differences.allSatisfy { $0.kind == "media" }
    return lostPackets && lostNothingElse ? try await VerifyRun(capture, by: engine, options) : run
  }
}
