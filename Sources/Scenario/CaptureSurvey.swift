package import Capture
package import Diagnostics
package import Dialog

/// The first reading of a capture: which calls it holds, and the selected ones in full.
package struct CaptureSurvey {
  private let file: CaptureFile
  private let sipPort: UInt16?

  package init(_ file: CaptureFile, sipPort: UInt16?) {
    self.file = file
    self.sipPort = sipPort
  }

  /// What a survey found.
  package struct Found: Sendable {
    package let recording: Recording
    package let report: CaptureReport
    package let findings: Findings

    package var summaries: [CallSummary] { recording.summaries }

    /// The call that the user meant.
    ///
    /// Throws `Failure` (`refused`) when there is none.
    package func chosen(_ selection: Selection, of capture: String) throws(Failure) -> Call {
      if let call = recording.call(selection) { return call }
      if case .wanted(let name) = selection, !summaries.isEmpty {
        throw Failure(
          .refused,
          "no-such-call",
          "there is no call '\(name)' among the \(summaries.count) of this capture: "
            + "'pcap2scenario calls \(capture)' lists them with their numbers and Call-IDs",
          at: Location(file: capture)
        )
      }
      throw Failure.noSIP(in: capture, report)
    }
  }

  /// Reads the capture once.
  ///
  /// Throws `Failure` (`capture`) when it can't be read.
  package func survey(keeping selection: Selection) throws(Failure) -> Found {
    let recorder = CallRecorder(capture: file.path, sipPort: sipPort, selection: selection)
    let report = try file.read(into: recorder)
    let recording = recorder.finish()
    var findings = report.findings
    findings.add(contentsOf: recording.findings)
    return Found(recording: recording, report: report, findings: findings)
  }
}

extension Failure {
  /// The capture was read, but nobody speaks SIP in it.
  static func noSIP(in capture: String, _ report: CaptureReport) -> Failure {
    Failure(
      .refused,
      "no-sip",
      "no SIP in \(report.frames) frames (\(report.datagrams) UDP datagrams, \(report.segments) TCP segments): "
        + "if it runs on a port of its own, name it by -sip-port; SIP over TLS can't be read",
      at: Location(file: capture)
    )
  }
}
