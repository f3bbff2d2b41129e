import Diagnostics
import Dialog
package import RuleEngine
import Wire

/// The two commands that replay a pair on one machine, complete.
package struct ReplayCommands {
  private let pair: Pair
  private let target: Target
  private let folder: String
  /// What the names in braces stand for.
  private let values: [String: String]

  /// - Parameters:
  ///   - pair: what is replayed.
  ///   - target: the engine that it was written for.
  ///   - folder: where the scenarios are.
  ///   - ports: where both sides are; nil for ports like the captured ones.
  package init(_ pair: Pair, target: Target, folder: String, ports: ReplayPorts? = nil) {
    self.pair = pair
    self.target = target
    self.folder = folder
    values = Self.values(of: pair, target, folder, ports ?? ReplayPorts(like: pair.leg))
  }

  /// The called side's command, which is started first, then the caller's, as a POSIX shell reads them.
  package var commands: [String] {
    [(target.replay.uas, .callee), (target.replay.uac, .caller)].map { command, role in
      words(of: command, role).map(\.quoted).joined(separator: " ")
    }
  }

  /// The same, each as its words: the program and its arguments.
  package var arguments: [[String]] {
    [(target.replay.uas, .callee), (target.replay.uac, .caller)].map { command, role in
      words(of: command, role).map(\.text)
    }
  }

  private struct Word {
    let text: String
    let quoted: String
  }

  private func words(of command: String, _ role: PartyRole, file: String = "") -> [Word] {
    command.split(separator: " ").flatMap { word -> [Word] in
      if word == "{credentials}" {
        return pair.plans.contains(where: \.answersChallenge) ? words(of: target.replay.credentials, role) : []
      }
      if word == "{fields}" {
        return pair.fields.names(usedBy: role).flatMap { name in
          words(of: target.fields?.argument ?? "", role, file: "\(folder)/\(name)")
        }
      }
      let text = filled(word, file: file)
      // What the target's file says itself may be meant for the shell.
      return [Word(text: text, quoted: text == word ? text : shellQuoted(text))]
    }
  }

  /// The word with its names filled in.
  ///
  /// What is put in place is not looked at again: a captured name may itself look like `{user}`.
  private func filled(_ word: Substring, file: String) -> String {
    var text = ""
    var rest = word
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      text += rest[..<open]
      text += name == "file" ? file : values[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  private static func values(
    of pair: Pair,
    _ target: Target,
    _ folder: String,
    _ ports: ReplayPorts
  ) -> [String: String] {
    let leg = pair.leg
    let isIPv6 = leg.callee.endpoint.address.family == .v6 && target.capabilities.writesIPv6
    let host = isIPv6 ? "[::1]" : "127.0.0.1"
    let transport = pair.transport.rawValue
    return [
      "uac": "\(folder)/scenario_uac.xml", "uas": "\(folder)/scenario_uas.xml",
      "callee_address": host, "callee_port": String(ports.callee), "callee": "\(host):\(ports.callee)",
      "caller_address": host, "caller_port": String(ports.caller), "caller": "\(host):\(ports.caller)",
      "callee_media": String(ports.calleeMedia), "caller_media": String(ports.callerMedia),
      "server_transport": target.replay.serverTransports[transport] ?? "u1",
      "client_transport": target.replay.clientTransports[transport] ?? "u1",
      "user": pair.dialedUser ?? "service",
      "auth_user": leg.caller.authUser,
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
