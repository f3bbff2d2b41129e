import Diagnostics
import Dialog
import RuleEngine
import Scenario
import Wire

/// What a conversion did, for a person.
struct ReportText {
  private let report: ConversionReport

  init(_ report: ConversionReport) {
    self.report = report
  }

  var text: String {
    let call = report.call
    let title =
      "\(report.capture): call \(call.number) of \(report.calls), \(call.kind.rawValue), \(call.outcome), "
      + "\(Duration.microseconds(call.duration).seconds) s, \(call.timeline.count) messages"
    let parties = party(.caller) + party(.callee)
    let files = report.files.map { "  \(report.folder)/\($0)\(packets(of: $0))\n" }.joined()
    let others =
      report.calls > 1
      ? "\nThe capture holds \(report.calls - 1) more: 'pcap2scenario calls \(report.arguments)' lists them, "
        + "'--call N' picks one.\n" : ""
    let legs =
      call.legs.count > 1
      ? "\nThis is leg \(report.leg.number) of \(call.legs.count); '--leg N' picks another:\n"
        + call.legs.map { "  \($0.number)  \($0.caller.endpoint) to \($0.callee.endpoint)\n" }.joined() : ""
    let commands =
      report.commands.isEmpty
      ? ""
      : "\nReplay both sides on this machine, the called one first:\n"
        + report.commands.map { "  \($0)\n" }.joined()
    let reader = report.commands.isEmpty ? "" : " for \(report.target.name)"
    return title.printable + "\n\n" + parties + "\nWritten\(reader):\n" + files + legs + others + commands
  }

  private func party(_ role: PartyRole) -> String {
    let party = report.leg[role]
    let media = report.call.streams.filter { $0.leg == report.leg.number && $0.sender == role }.map { stream in
      "\(stream.kind) \(stream.codecs.joined(separator: " ")), \(stream.packets) packets"
    }
    let described = media.isEmpty ? "no media" : media.joined(separator: "; ")
    let line = "  \(role.rawValue)  \(party.endpoint)/\(party.transport.rawValue)  \(party.identity)  \(described)"
    return line.printable + "\n"
  }

  private func packets(of file: String) -> String {
    report.mediaPackets[file].map { "  (\($0) packets)" } ?? ""
  }
}
