import Foundation
import TestSupport

/// A build of SIPp on this machine.
struct SIPp: Sendable {
  let executable: URL?

  /// The distribution's own, 3.6.1 on Debian 12.
  static let stock = SIPp(executable: Program.inPath("sipp"))
  /// 3.7.3 or newer, where somebody has put it beside the stock one.
  static let newer = SIPp(executable: Program.inPath("sipp37"))

  /// Whether a replay can be run and recorded: SIPp plays packets from a raw socket, and tcpdump reads lo.
  var isReady: Bool { executable != nil && Program.inPath("tcpdump") != nil && geteuid() == 0 }
}

/// How one side of a replay ended.
struct SideEnd {
  let name: String
  let exitCode: Int32
  let wasKilled: Bool
  /// The last row of its statistics, by column.
  let statistics: [String: String]
  /// What it wrote to its error file.
  let errors: String

  /// What is not as a successful call leaves it.
  var complaints: [String] {
    var complaints: [String] = []
    if wasKilled { complaints.append("\(name) did not end") }
    if exitCode != 0 { complaints.append("\(name) ended with \(exitCode)") }
    for (column, expected) in [("SuccessfulCall(C)", "1"), ("FailedCall(C)", "0")] {
      let found = statistics[column] ?? "nothing"
      if found != expected { complaints.append("\(name): \(column) is \(found)") }
    }
    if !errors.isEmpty { complaints.append("\(name) complains: \(errors)") }
    return complaints
  }
}
