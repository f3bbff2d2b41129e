import Capture
package import Diagnostics
import Dialog
import Media
import RuleEngine
package import Scenario
import Wire

/// Proves a conversion: runs both sides by stock SIPp on loopback, and holds what went over the wire against the capture.
package struct Verification {
  package struct Options: Sendable {
    /// What is converted; the folder is where its files go.
    package var conversion: Conversion.Options
    /// Where scenarios are that replace those of the conversion, edited by hand perhaps; nil to replay what it makes.
    package var scenarios: String?
    /// Where recording and logs go.
    package var folder: String
    package var engine: Engine
    /// What is still in time, in milliseconds.
    package var tolerance: Int

    package init(
      conversion: Conversion.Options,
      scenarios: String?,
      folder: String,
      engine: Engine,
      tolerance: Int
    ) {
      self.conversion = conversion
      self.scenarios = scenarios
      self.folder = folder
      self.engine = engine
      self.tolerance = tolerance
    }
  }

  private let options: Options

  package init(_ options: Options) {
    self.options = options
  }

  /// What a replay may take beyond the time of the call.
  private static let patience = Duration.seconds(30)

  /// Converts, replays and compares.
  ///
  /// Throws `Failure` when nothing can be converted or replayed; what differs is in the report.
  package func run() throws(Failure) -> VerificationReport {
    let job = try Conversion(options.conversion)
    let conversion = try job.run()
    let pair = conversion.pair
    guard conversion.target.replay.uas.hasPrefix("sipp ") else {
      throw Failure(
        .refused,
        "no-replay",
        "only what SIPp understands can be verified here, and '\(conversion.target.name)' is not run by it: --target sipp"
      )
    }
    let scenarios = options.scenarios ?? conversion.folder
    let (run, ports) = try EngineRun.run(
      { ReplayCommands(pair, target: conversion.target, folder: scenarios, ports: $0) },
      by: options.engine,
      in: options.folder,
      bound: Self.patience + .milliseconds(pair.plans.map(\.waiting).max() ?? 0)
    )
    var findings = conversion.findings
    if run.dropped > 0 {
      findings.warning("dropped", "the recording lost \(run.dropped) frames: this machine is too busy to verify")
    }
    let replayed = try survey(run.wire)
    let spoken = ReplayedVariables(pair, ports: ports)
    let messages = Comparison(pair.messages, replayed?.messages ?? [], values: spoken.values(for:))
    let tolerance = options.tolerance * 1000
    let timing = TimingComparison(pair, messages.matches, tolerance: tolerance)
    let media = try media(of: conversion, in: job.capture, replayed, run.wire, tolerance: tolerance)
    let engines = run.ends.flatMap(\.failures).map { Difference(.engine, $0) }
    return VerificationReport(
      conversion: conversion,
      engine: options.engine,
      folder: options.folder,
      took: run.took,
      comparison: messages,
      latest: timing.largest,
      media: media,
      differences: engines + messages.differences + timing.differences + media.flatMap(\.differences),
      findings: findings
    )
  }

  /// The call as it went over the wire.
  private struct Replayed {
    let call: Call
    let messages: [CapturedMessage]
  }

  /// Nil when nobody said anything.
  private func survey(_ wire: String) throws(Failure) -> Replayed? {
    let found = try CaptureSurvey(CaptureSet([wire]), sipPort: nil).survey(keeping: .all)
    guard let call = found.recording.calls.max(by: { $0.timeline.count < $1.timeline.count }) else { return nil }
    return Replayed(call: call, messages: call.timeline)
  }

  private func media(
    of conversion: ConversionReport,
    in source: CaptureSet,
    _ replayed: Replayed?,
    _ wire: String,
    tolerance: Int
  ) throws(Failure) -> [MediaComparison] {
    let before = PacketCollector(largestDatagram: conversion.target.capabilities.largestDatagram)
    for file in conversion.pair.media {
      for track in file.tracks {
        before.want(track.flows, sender: file.sender, line: track.line, kind: track.kind, veil: conversion.veil)
      }
    }
    guard !before.tracks.isEmpty else { return [] }
    _ = try source.read(into: before)
    let after = PacketCollector(largestDatagram: nil)
    for stream in replayed?.call.streams ?? [] {
      after.want(stream.flows, sender: stream.sender, line: stream.line, kind: stream.kind)
    }
    _ = try CaptureFile(wire).read(into: after)
    return before.tracks.map { track in
      MediaComparison(
        track,
        after.tracks.first { $0.sender == track.sender && $0.line == track.line && $0.kind == track.kind },
        tolerance: tolerance
      )
    }
  }
}

extension Plan {
  /// How long its role waits in all, in milliseconds.
  fileprivate var waiting: Int {
    steps.reduce(0) { sum, step in
      if case .pause(let milliseconds) = step.kind { sum + milliseconds } else { sum }
    }
  }
}
