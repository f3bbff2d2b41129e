import Diagnostics
import YAML

/// Reads what a rule file says about the engine it is made for.
enum TargetLoader {
  private enum Carrier: String, CaseIterable {
    case send, receive
  }

  /// The steps that can carry a media action, for the schema.
  static let carriers = Carrier.allCases.map(\.rawValue)

  static func target(named name: String, from keys: inout Keys) -> Target? {
    let title = keys.scalar(TargetKey.title.rawValue, required: true)?.value ?? name
    let variables = keys.entries(TargetKey.variables.rawValue, required: true).compactMap { entry -> Target.Variable? in
      guard let help = entry.node.scalar(into: &keys.findings) else { return nil }
      return Target.Variable(name: entry.key, help: help.value)
    }
    let escapes = keys.list(TargetKey.escapes.rawValue).compactMap { node in
      node.read(into: &keys.findings) { keys -> Target.Escape? in
        let text = keys.scalar(EscapeKey.text.rawValue, required: true)
        let with = keys.scalar(EscapeKey.with.rawValue, required: true)
        let file = keys.scalar(EscapeKey.file.rawValue)
        guard let text, let with else { return nil }
        return Target.Escape(text: text.value, with: with.value, file: file?.value)
      }
    }
    let byteEscape = keys.scalar(TargetKey.byteEscape.rawValue)?.value
    let language = keys.mapping(TargetKey.language.rawValue) { ScenarioLanguageLoader.language(from: &$0) }
    let capabilities = keys.mapping(TargetKey.capabilities.rawValue, required: true) { readCapabilities(from: &$0) }
    let replay = keys.mapping(TargetKey.replay.rawValue, required: true) { readReplay(from: &$0) }
    let fields = keys.mapping(TargetKey.fields.rawValue) { readFields(from: &$0) }
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
    let texts = InjectionKey.allCases.map { keys.scalar($0.rawValue, required: true)?.value }
    guard let keyword = texts[0], let argument = texts[1], let heading = texts[2], let separator = texts[3] else {
      return nil
    }
    return InjectionFormat(keyword: keyword, argument: argument, heading: heading, separator: separator)
  }

  private static func readCapabilities(from keys: inout Keys) -> Target.Capabilities? {
    Target.Capabilities(
      clientReceivesRequests: keys.flag(CapabilityKey.clientReceivesRequests.rawValue, required: true) ?? false,
      mediaAt: keys.choices(CapabilityKey.mediaAt.rawValue, of: Carrier.self, required: true).map(\.rawValue),
      playable: keys.oneOrMany(CapabilityKey.playable.rawValue, required: true).map(\.value),
      playsLinesTogether: keys.flag(CapabilityKey.playsLinesTogether.rawValue) ?? false,
      stopsMedia: keys.flag(CapabilityKey.stopsMedia.rawValue, required: true) ?? false,
      largestDatagram: keys.integer(CapabilityKey.largestDatagram.rawValue, in: 1...65_535),
      largestFile: keys.integer(CapabilityKey.largestFile.rawValue, in: 1...(1 << 30)),
      inviteProvisionals: provisionals(.provisionalsOfInvite, from: &keys),
      otherProvisionals: provisionals(.provisionalsOfOthers, from: &keys),
      writesIPv6: keys.flag(CapabilityKey.writesIPv6.rawValue, required: true) ?? false,
      retransmitsAfter: keys.integer(CapabilityKey.retransmitsAfter.rawValue, in: 1...60_000, required: true) ?? 500
    )
  }

  private static func provisionals(_ key: CapabilityKey, from keys: inout Keys) -> [Int] {
    keys.oneOrMany(key.rawValue).compactMap { text in
      if let status = Int(text.value), (100...199).contains(status) { return status }
      keys.findings.error("status-pattern", "'\(text.value)' is no provisional status (100 to 199)", at: text.location)
      return nil
    }
  }

  private static func readReplay(from keys: inout Keys) -> Target.Replay? {
    func command(_ key: ReplayKey, _ keys: inout Keys) -> String {
      guard let text = keys.scalar(key.rawValue, required: true) else { return "" }
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
    func transports(_ key: ReplayKey, _ keys: inout Keys) -> [String: String] {
      var names: [String: String] = [:]
      for entry in keys.entries(key.rawValue, required: true) {
        if let word = entry.node.scalar(into: &keys.findings) { names[entry.key] = word.value }
      }
      return names
    }
    return Target.Replay(
      uas: command(.uas, &keys),
      uac: command(.uac, &keys),
      credentials: command(.credentials, &keys),
      serverTransports: transports(.serverTransports, &keys),
      clientTransports: transports(.clientTransports, &keys)
    )
  }
}
