import Diagnostics

/// What an engine understands and can do.
///
/// All of it is data of the target's rule file; the plan asks for a capability, never for a name.
package struct Target: Sendable {
  package let name: String
  /// One line on which engine and versions are meant.
  package let title: String
  /// The keywords that may stand in brackets, each with a line of help; `*` stands for any ending.
  package let variables: [Variable]
  package let capabilities: Capabilities
  /// How captured text is written that the engine would read as its own, in the order of application.
  package let escapes: [Escape]
  /// How any single byte can be written, `HH` being its value in hexadecimal; nil when the engine has no way.
  package let byteEscape: String?
  /// What its scenario files may hold; nil when the file of the target doesn't say.
  package let language: ScenarioLanguage?
  package let replay: Replay
  /// How a field of an injection file is written; nil for an engine without them.
  package let fields: InjectionFormat?

  package struct Variable: Sendable {
    package let name: String
    package let help: String
    /// What its names begin with; nil for one that has no other name.
    private let stem: String?

    init(name: String, help: String) {
      self.name = name
      self.help = help
      stem = name.hasSuffix("*") ? String(name.dropLast()) : nil
    }

    fileprivate func isMeant(by word: String) -> Bool {
      guard let stem else { return word == name }
      return word.utf8.count > stem.utf8.count && word.hasPrefix(stem)
    }
  }

  package struct Escape: Sendable {
    package let text: String
    package let with: String
    /// A file beside the scenario that holds `text`, for an engine that can only include what it can't quote.
    package let file: String?
  }

  /// The commands that replay a pair, `{name}` standing for what the call needs.
  package struct Replay: Sendable {
    package let uas: String
    package let uac: String
    /// What is added to the caller's command when a challenge was seen.
    package let credentials: String
    /// What the engine calls each transport when it listens.
    package let serverTransports: [String: String]
    /// What the engine calls each transport when it calls.
    package let clientTransports: [String: String]

    /// The names that may stand in braces.
    package static let placeholders = [
      "uac", "uas", "caller", "caller_address", "caller_port", "callee", "callee_address", "callee_port",
      "callee_media", "caller_media", "server_transport", "client_transport", "user", "auth_user", "credentials",
      "fields",
    ]
  }

  package struct Capabilities: Sendable {
    /// Whether a client scenario can receive a request, such as the callee's BYE.
    package let clientReceivesRequests: Bool
    /// The kinds of step that can carry a media action: send, receive.
    package let mediaAt: [String]
    /// Kinds of m= line that the engine can play.
    package let playable: [String]
    /// Whether one file may hold several m= lines, each two ports above the one before; otherwise a scenario plays one
    /// stream at a time.
    package let playsLinesTogether: Bool
    /// Whether a running play can be stopped.
    package let stopsMedia: Bool
    /// The largest media datagram, in bytes; nil for no limit.
    package let largestDatagram: Int?
    /// The largest scenario file, in bytes; nil for no limit.
    package let largestFile: Int?
    /// The provisional responses to accept in front of the final answer to an INVITE although they were not captured.
    package let inviteProvisionals: [Int]
    /// The same for every other method.
    package let otherProvisionals: [Int]
    /// Whether the keywords for addresses can stand in an IPv6 URI.
    package let writesIPv6: Bool
    /// How long a request may wait for its first answer before its sender repeats it, in milliseconds.
    package let retransmitsAfter: Int
  }
}

extension Target {
  /// Reports every variable of `rule` that this target does not know.
  func checkVariables(of rule: Rule, findings: inout Findings) {
    if case .field(let field) = rule.action, fields == nil {
      findings.error(
        "no-fields",
        "'\(name)' has no injection files: write another action, or say 'when: { target: ... }'",
        at: field.location
      )
    }
    guard let replacement = rule.action.replacement else { return }
    for name in Self.variableNames(in: replacement.text) where !knows(name) {
      findings.error(
        "unknown-variable",
        "'\(self.name)' knows no variable '[\(name)]'" + Spelling.suggestion(for: name, among: variables.map(\.name)),
        at: replacement.location
      )
    }
  }

  /// Whether `name` is a keyword of the engine; `branch-4` and `media_port+2` are known by their stem.
  package func knows(_ name: String) -> Bool {
    variables.contains { $0.isMeant(by: name) }
  }

  /// The names that stand in brackets in `text`, without their attributes and offsets.
  package static func variableNames(in text: String) -> [String] {
    text.split(separator: "[", omittingEmptySubsequences: false).dropFirst().compactMap { rest in
      guard let close = rest.firstIndex(of: "]") else { return nil }
      let name = variableName(in: rest[..<close])
      return name.isEmpty ? nil : name
    }
  }

  /// The name of what stands between two brackets, without its attributes and offset.
  package static func variableName(in inner: Substring) -> String {
    var name = inner.prefix { $0 != " " }
    if let sign = name.lastIndex(where: { $0 == "+" || $0 == "-" }), Int(name[name.index(after: sign)...]) != nil {
      name = name[..<sign]
    }
    return String(name)
  }
}
