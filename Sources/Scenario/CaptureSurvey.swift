package import Capture
package import Diagnostics
package import Dialog

/// The first reading of a capture: which calls it holds, and the selected ones in full.
package struct CaptureSurvey {
  private let capture: CaptureSet
  private let sipPort: UInt16?

  package init(_ capture: CaptureSet, sipPort: UInt16?) {
    self.capture = capture
    self.sipPort = sipPort
  }

  /// What a survey found.
  package struct Found: Sendable {
    package let capture: CaptureSet
    package let recording: Recording
    package let report: CaptureReport
    package let findings: Findings
    /// The port that SIP was looked for on; nil for any.
    package let sipPort: UInt16?

    package var summaries: [CallSummary] { recording.summaries }
    /// How many calls the capture holds.
    package var callCount: Int { recording.callCount }

    /// The calls of the list that `filter` lets through.
    ///
    /// Throws `Failure` (`refused`) when there are none.
    package func matching(_ filter: CallFilter) throws(Failure) -> [CallSummary] {
      if summaries.isEmpty { _ = try chosen(.first) }
      let matching = filter.matching(summaries)
      if !matching.isEmpty { return matching }
      throw Failure(
        .refused,
        "no-such-call",
        "none of the \(summaries.count) calls of this capture is as asked: 'pcap2scenario calls \(capture.arguments)' lists them",
        at: Location(file: capture.name)
      )
    }

    /// The call that the user meant.
    ///
    /// Throws `Failure` (`refused`) when there is none.
    package func chosen(_ selection: Selection) throws(Failure) -> Call {
      if let call = recording.call(selection) { return call }
      if case .wanted(let name) = selection, callCount > 0 {
        throw Failure(
          .refused,
          "no-such-call",
          "there is no call '\(name)' among the \(callCount) of this capture: "
            + "'pcap2scenario calls \(capture.arguments)' lists them with their numbers and Call-IDs",
          at: Location(file: capture.name)
        )
      }
      // What broke the capture may be why nothing was found.
      var told = findings
      told.add(contentsOf: Failure.noSIP(in: capture.name, report, on: sipPort).findings)
      throw Failure(.refused, told)
    }
  }

  /// The calls that `filter` lets through, in full: who they are takes a reading of its own, so that no others are
  /// kept.
  ///
  /// Throws `Failure` (`capture`) when it can't be read.
  package func survey(keeping filter: CallFilter) throws(Failure) -> Found {
    if filter.isEmpty { return try survey(keeping: .all) }
    let wanted = filter.matching(try survey(keeping: .none).summaries)
    return try survey(keeping: .numbers(Set(wanted.map(\.number))))
  }

  /// Reads the capture once.
  ///
  /// Throws `Failure` (`capture`) when it can't be read.
  package func survey(keeping selection: Selection) throws(Failure) -> Found {
    let recorder = CallRecorder(capture: capture.name, sipPort: sipPort, selection: selection)
    let report = try capture.read(into: recorder)
    let recording = recorder.finish()
    if case .first = selection, recording.call(.first)?.kind != .invite,
      let invite = recording.summaries.first(where: { $0.kind == .invite })
    {
      // It began as something else, and so was not kept: read once more.
      return try survey(keeping: .wanted(invite.callID))
    }
    var findings = report.findings
    findings.add(contentsOf: recording.findings)
    return Found(
      capture: capture,
      recording: recording,
      report: report,
      findings: try capture.placed(findings),
      sipPort: sipPort
    )
  }
}

extension Failure {
  /// The capture was read, but nobody speaks SIP in it.
  static func noSIP(in capture: String, _ report: CaptureReport, on port: UInt16?) -> Failure {
    let read = "\(report.frames) frames (\(report.datagrams) UDP datagrams, \(report.segments) TCP segments)"
    let next =
      port.map { "no SIP on port \($0) in \(read): without -sip-port it is looked for on every port" }
      ?? "no SIP in \(read): if it runs behind other bytes, name its port by -sip-port; SIP over TLS can't be read"
    return Failure(.refused, "no-sip", next, at: Location(file: capture))
  }
}
