import Dialog

/// How one side of a replay ended.
struct EngineEnd {
  let role: PartyRole
  /// What it exited with; 128 and the signal when one ended it.
  let exitCode: Int32
  /// Whether it had to be killed, because it did not end.
  let wasKilled: Bool
  /// The last row of its statistics, by column.
  let statistics: [String: String]
  /// What it wrote to its error file.
  let complaints: [String]
  /// What it printed.
  let printed: String

  /// Whether it could not get a port that it was given.
  var wantsOtherPorts: Bool {
    exitCode != 0 && (complaints + [printed]).contains { $0.contains("bind") || $0.contains("Address already in use") }
  }

  /// Whether it may not play packets.
  private var lacksRawSockets: Bool {
    (complaints + [printed]).contains { $0.contains("raw IPv") }
  }

  /// What is not as a successful call leaves it, each on one line.
  var failures: [String] {
    let side = role == .caller ? "the caller's engine" : "the called side's engine"
    var failures: [String] = []
    if lacksRawSockets {
      failures.append(
        "\(side) may not open raw sockets, which playing media needs: run as root, or give it CAP_NET_RAW"
      )
    }
    if wasKilled {
      failures.append("\(side) did not come to its end")
    } else if exitCode != 0 {
      failures.append("\(side) ended with \(exitCode)")
    } else if statistics["SuccessfulCall(C)"] != "1" || statistics["FailedCall(C)"] != "0" {
      failures.append("\(side) counts no successful call")
    }
    return failures + complaints.map { "\(side) says: \($0)" }
  }
}
