import Foundation
import TestSupport

/// A build of SIPp on this machine.
struct SIPp: Sendable {
  let executable: URL?

  /// The distribution's own, 3.6.1 on Debian 12.
  static let stock = SIPp(executable: Program.inPath("sipp"))
  /// 3.7.3 or newer, where somebody has put it beside the stock one.
  static let newer = SIPp(executable: Program.inPath("sipp37"))

  /// Whether a replay can be run and recorded: both need raw sockets.
  var isReady: Bool { executable != nil && geteuid() == 0 }
}
