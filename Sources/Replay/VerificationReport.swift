package import Diagnostics
package import Dialog
package import Scenario
import Wire

/// What a verification found.
package struct VerificationReport: Sendable {
  package let conversion: ConversionReport
  package let engine: Engine
  /// Where the recording of the replay and the engines' logs are.
  package let folder: String
  package let took: Duration
  /// How many messages were planned, and how many of them went over the wire.
  package let planned: Int
  package let replayed: Int
  /// How many lines each rule renewed, the most busy first.
  package let renewed: [Renewal]
  /// The most that a message came too early (negative) or too late, in microseconds.
  package let latest: Int
  package let media: [Track]
  package let differences: [Difference]
  package let findings: Findings

  /// Whether nothing differs but what rules renewed.
  package var isTrue: Bool { differences.isEmpty }

  /// A rule, and how many lines it renewed.
  package struct Renewal: Encodable, Sendable {
    package let rule: Difference.RuleName
    package let lines: Int
  }

  /// What one party sent for one m= line.
  package struct Track: Encodable, Sendable {
    package let sender: PartyRole
    package let line: Int
    package let kind: String
    package let captured: Int
    package let replayed: Int
    /// The most that a packet came too early (negative) or too late, measured from the first one, in microseconds.
    package let latest: Int
  }

  init(
    conversion: ConversionReport,
    engine: Engine,
    folder: String,
    took: Duration,
    comparison: Comparison,
    latest: Int,
    media: [MediaComparison],
    differences: [Difference],
    findings: Findings
  ) {
    self.conversion = conversion
    self.engine = engine
    self.folder = folder
    self.took = took
    planned = conversion.pair.messages.count
    replayed = comparison.matches.count
    renewed = comparison.renewed.sorted { ($1.value, $0.key.id) < ($0.value, $1.key.id) }
      .map { Renewal(rule: $0.key, lines: $0.value) }
    self.latest = latest
    self.media = media.map { one in
      Track(
        sender: one.captured.sender,
        line: one.captured.line,
        kind: one.captured.kind,
        captured: one.captured.packets.count,
        replayed: one.replayed?.packets.count ?? 0,
        latest: one.largest
      )
    }
    self.differences = differences
    self.findings = findings
  }
}

extension VerificationReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case capture, number, callID, engine, isTrue, planned, replayed, renewed, latest, media, differences, diagnostics
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(conversion.capture, forKey: .capture)
    try container.encode(conversion.call.number, forKey: .number)
    try container.encode(conversion.call.callID, forKey: .callID)
    try container.encode(engine.executable, forKey: .engine)
    try container.encode(isTrue, forKey: .isTrue)
    try container.encode(planned, forKey: .planned)
    try container.encode(replayed, forKey: .replayed)
    try container.encode(renewed, forKey: .renewed)
    try container.encode(latest, forKey: .latest)
    try container.encode(media, forKey: .media)
    try container.encode(differences, forKey: .differences)
    try container.encode(findings.all, forKey: .diagnostics)
  }
}
