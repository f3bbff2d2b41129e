package import Diagnostics
package import Dialog
package import RuleEngine
package import Media
import Wire

/// What a conversion did.
package struct ConversionReport: Sendable {
  package let capture: String
  /// The files of the capture, as a command line names them.
  package let arguments: String
  package let call: Call
  package let leg: Leg
  /// How many calls the capture holds.
  package let calls: Int
  package let target: Target
  /// What was planned for both sides.
  package let pair: Pair
  package let folder: String
  /// The names of the files written, in the folder.
  package let files: [String]
  /// How many packets each media file holds, by name.
  package let mediaPackets: [String: Int]
  /// What the packets passed through; nil when they are those of the capture.
  package let veil: MediaVeil?
  /// The command of the called side, then that of the caller.
  package let commands: [String]
  package let findings: Findings
}

extension ConversionReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case capture, number, callID, kind, outcome, duration, caller, callee, calls, target, folder, files, mediaPackets
    case commands, diagnostics
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(capture, forKey: .capture)
    try container.encode(call.number, forKey: .number)
    try container.encode(call.callID, forKey: .callID)
    try container.encode(call.kind, forKey: .kind)
    try container.encode(call.outcome, forKey: .outcome)
    try container.encode(call.duration, forKey: .duration)
    try container.encode(leg.caller, forKey: .caller)
    try container.encode(leg.callee, forKey: .callee)
    try container.encode(calls, forKey: .calls)
    try container.encode(target.name, forKey: .target)
    try container.encode(folder, forKey: .folder)
    try container.encode(files, forKey: .files)
    try container.encode(mediaPackets, forKey: .mediaPackets)
    try container.encode(commands, forKey: .commands)
    try container.encode(findings.all, forKey: .diagnostics)
  }
}
