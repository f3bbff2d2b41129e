import Dialog
import RuleEngine
import Wire

/// The two commands that replay a pair on one machine, complete.
struct ReplayCommands {
  private let pair: Pair
  private let target: Target
  private let folder: String

  init(_ pair: Pair, target: Target, folder: String) {
    self.pair = pair
    self.target = target
    self.folder = folder
  }

  /// The called side's command, which is started first, then the caller's.
  var commands: [String] {
    [filled(target.replay.uas), filled(target.replay.uac)]
  }

  private func filled(_ command: String) -> String {
    var text = command
    for (name, value) in values {
      text = text.split(separator: "{\(name)}", omittingEmptySubsequences: false).joined(separator: value)
    }
    return text
  }

  private var values: [(String, String)] {
    let leg = pair.leg
    let replay = target.replay
    let isIPv6 = leg.callee.endpoint.address.family == .v6 && target.capabilities.writesIPv6
    let host = isIPv6 ? "[::1]" : "127.0.0.1"
    let calleePort = leg.callee.endpoint.port
    // Both sides run on one host: the caller, and the media ports that engines count from it, need room of their own.
    let callerPort = calleePort > 60_000 ? calleePort - 1000 : calleePort + 1000
    let transport = leg.callee.transport.rawValue
    let user = leg.caller.credentialsUser ?? leg.caller.user ?? "user"
    let called = pair.dialedUser ?? "service"
    let answersChallenge = pair.plans.contains(where: \.answersChallenge)
    return [
      ("credentials", answersChallenge ? replay.credentials : ""),
      ("uac", shellQuoted("\(folder)/scenario_uac.xml")), ("uas", shellQuoted("\(folder)/scenario_uas.xml")),
      ("callee_address", host), ("callee_port", String(calleePort)), ("callee", "\(host):\(calleePort)"),
      ("caller_address", host), ("caller_port", String(callerPort)),
      ("server_transport", replay.serverTransports[transport] ?? "u1"),
      ("client_transport", replay.clientTransports[transport] ?? "u1"),
      ("user", shellQuoted(called)), ("auth_user", shellQuoted(user)),
    ]
  }

  /// As a POSIX shell reads it as one word: captured names may hold anything.
  private func shellQuoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { $0.isDigit || $0.isLetter || "+-_./@:=".utf8.contains($0) }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
