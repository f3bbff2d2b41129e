import Diagnostics
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

  /// The command with its names filled in.
  ///
  /// What is put in place is not looked at again: a captured name may itself look like `{user}`.
  private func filled(_ command: String) -> String {
    var text = ""
    var rest = command[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      text += rest[..<open]
      text += name == "credentials" ? credentials : values[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  private var credentials: String {
    pair.plans.contains(where: \.answersChallenge) ? filled(target.replay.credentials) : ""
  }

  private var values: [String: String] {
    let leg = pair.leg
    let isIPv6 = leg.callee.endpoint.address.family == .v6 && target.capabilities.writesIPv6
    let host = isIPv6 ? "[::1]" : "127.0.0.1"
    let calleePort = leg.callee.endpoint.port
    // Both sides run on one host: the caller needs a port of its own, out of the way of the media ports that the
    // commands name (6000, 7000) or that engines count from the signalling port.
    let callerPort = calleePort > 60_000 ? calleePort - 30 : calleePort + 30
    let transport = leg.callee.transport.rawValue
    let user = leg.caller.credentialsUser ?? leg.caller.user ?? "user"
    let called = pair.dialedUser ?? "service"
    return [
      "uac": shellQuoted("\(folder)/scenario_uac.xml"), "uas": shellQuoted("\(folder)/scenario_uas.xml"),
      "callee_address": host, "callee_port": String(calleePort), "callee": "\(host):\(calleePort)",
      "caller_address": host, "caller_port": String(callerPort), "caller": "\(host):\(callerPort)",
      "server_transport": target.replay.serverTransports[transport] ?? "u1",
      "client_transport": target.replay.clientTransports[transport] ?? "u1",
      "user": shellQuoted(called), "auth_user": shellQuoted(user),
    ]
  }

  /// As a POSIX shell reads it as one word: captured names may hold anything.
  private func shellQuoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { $0.isDigit || $0.isLetter || "+-_./@:=".utf8.contains($0) }
    if isPlain, !word.isEmpty { return word }
    if word.printable != word { return spelledOut(word) }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// A word with control characters, which must not reach a terminal: `printf` makes them when the command is run.
  private func spelledOut(_ word: String) -> String {
    let octal = word.utf8.map { byte in
      if byte.isDigit || byte.isLetter { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
    return "\"$(printf '\(octal.joined())')\""
  }
}
