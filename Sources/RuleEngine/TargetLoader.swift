import Diagnostics
import YAML

/// Reads what a rule file says about the engine it is made for.
enum TargetLoader {
  private enum Carrier: String, CaseIterable {
    case send, receive
  }

  static func target(named name: String, from keys: inout Keys) -> Target? {
    let title = keys.scalar("title", required: true)?.value ?? name
    let variables = keys.entries("variables", required: true).compactMap { entry -> Target.Variable? in
      guard let help = entry.node.scalar(into: &keys.findings) else { return nil }
      return Target.Variable(name: entry.key, help: help.value)
    }
    let escapes = keys.list("escapes").compactMap { node in
      node.read(into: &keys.findings) { keys -> Target.Escape? in
        guard let text = keys.scalar("text", required: true), let with = keys.scalar("with", required: true) else {
          return nil
        }
        return Target.Escape(text: text.value, with: with.value, file: keys.scalar("file")?.value)
      }
    }
    let byteEscape = keys.scalar("byte_escape")?.value
    let language = keys.mapping("language") { ScenarioLanguageLoader.language(from: &$0) }
    let capabilities = keys.mapping("capabilities", required: true) { readCapabilities(from: &$0) }
    let replay = keys.mapping("replay", required: true) { readReplay(from: &$0) }
    let fields = keys.mapping("fields") { readFields(from: &$0) }
    guard let capabilities, let replay else { return nil }
    return Target(
      name: name,
      title: title,
      variables: variables,
      capabilities: capabilities,
      escapes: escapes,
      byteEscape: byteEscape,
      language: language,
      replay: replay,
      fields: fields
    )
  }

  private static func readFields(from keys: inout Keys) -> InjectionFormat? {
    let texts = ["keyword", "argument", "heading", "separator"].map { keys.scalar($0, required: true)?.value }
    guard let keyword = texts[0], let argument = texts[1], let heading = texts[2], let separator = texts[3] else {
      return nil
    }
    return InjectionFormat(keyword: keyword, argument: argument, heading: heading, separator: separator)
  }

  private static func readCapabilities(from keys: inout Keys) -> Target.Capabilities? {
    Target.Capabilities(
      clientReceivesRequests: keys.flag("client_receives_requests", required: true) ?? false,
      mediaAt: keys.choices("media_at", of: Carrier.self, required: true).map(\.rawValue),
      playable: keys.oneOrMany("playable", required: true).map(\.value),
      playsLinesTogether: keys.flag("plays_lines_together") ?? false,
      stopsMedia: keys.flag("stops_media", required: true) ?? false,
      largestDatagram: keys.integer("largest_datagram", in: 1...65_535),
      largestFile: keys.integer("largest_file", in: 1...(1 << 30)),
      inviteProvisionals: provisionals("provisionals_of_invite", from: &keys),
      otherProvisionals: provisionals("provisionals_of_others", from: &keys),
      writesIPv6: keys.flag("writes_ipv6", required: true) ?? false,
      retransmitsAfter: keys.integer("retransmits_after", in: 1...60_000, required: true) ?? 500
    )
  }

  private static func provisionals(_ name: String, from keys: inout Keys) -> [Int] {
    keys.oneOrMany(name).compactMap { text in
      if let status = Int(text.value), (100...199).contains(status) { return status }
      keys.findings.error("status-pattern", "'\(text.value)' is no provisional status (100 to 199)", at: text.location)
      return nil
    }
  }

  private static func readReplay(from keys: inout Keys) -> Target.Replay? {
    func command(_ name: String, _ keys: inout Keys) -> String {
      guard let text = keys.scalar(name, required: true) else { return "" }
      for piece in text.value.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
        let word = String(piece.prefix { $0 != "}" })
        if !Target.Replay.placeholders.contains(word) {
          keys.findings.error(
            "unknown-placeholder",
            "unknown placeholder '{\(word)}'" + Spelling.suggestion(for: word, among: Target.Replay.placeholders),
            at: text.location
          )
        }
      }
      return text.value
    }
    func transports(_ name: String, _ keys: inout Keys) -> [String: String] {
      var names: [String: String] = [:]
      for entry in keys.entries(name, required: true) {
        if let word = entry.node.scalar(into: &keys.findings) { names[entry.key] = word.value }
      }
      return names
    }
    return Target.Replay(
      uas: command("uas", &keys),
      uac: command("uac", &keys),
      credentials: command("credentials", &keys),
      serverTransports: transports("server_transports", &keys),
      clientTransports: transports("client_transports", &keys)
    )
  }
}
