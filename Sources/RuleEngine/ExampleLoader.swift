import Diagnostics
import Wire
import YAML

/// Reads one item of `examples`.
enum ExampleLoader {
  static func example(_ node: Node, into findings: inout Findings) -> RuleExample? {
    node.read(into: &findings) { keys in
      var situation = RuleExample.Situation()
      let captured = keys.scalar(ExampleKey.captured.rawValue, required: true)
      let becomes = keys.scalar(ExampleKey.becomes.rawValue, required: true)
      for key in ExampleKey.allCases { read(key, from: &keys, into: &situation) }
      guard let captured, let becomes else { return nil }
      return RuleExample(
        captured: lines(captured.value),
        becomes: lines(becomes.value),
        situation: situation,
        location: captured.location
      )
    }
  }

  private static func read(_ key: ExampleKey, from keys: inout Keys, into situation: inout RuleExample.Situation) {
    let name = key.rawValue
    switch key {
    case .captured, .becomes: break
    case .role: if let role = keys.choice(name, of: ConditionLoader.Role.self) { situation.role = role.rawValue }
    case .method: if let method = keys.scalar(name) { situation.method = method.value }
    case .status: situation.status = keys.integer(name, in: 100...699)
    case .inDialog: if let flag = keys.flag(name) { situation.isInDialog = flag }
    case .toTag: if let tag = keys.choice(name, of: MessageFacts.ToTag.self) { situation.toTag = tag }
    case .transport:
      if let carrier = keys.choice(name, of: ConditionLoader.Carrier.self) { situation.transport = carrier.rawValue }
    case .challenge: situation.challenge = keys.choice(name, of: MessageFacts.Challenge.self)
    case .requestHeader: situation.requestHeaders = keys.oneOrMany(name).map(\.value)
    case .target: situation.targets = keys.oneOrMany(name).map(\.value)
    case .dialed: if let user = keys.scalar(name) { situation.dialed = user.value }
    case .caller: if let party = endpoint(name, from: &keys) { situation.caller = party }
    case .callee: if let party = endpoint(name, from: &keys) { situation.callee = party }
    }
  }

  private static func endpoint(_ name: String, from keys: inout Keys) -> String? {
    guard let text = keys.scalar(name) else { return nil }
    if Endpoint(written: text.value) != nil { return text.value }
    keys.findings.error(
      "wrong-value",
      "'\(text.value)' is no address with a port: write 192.0.2.10:5060 or [2001:db8::1]:5060",
      at: text.location
    )
    return nil
  }

  private static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
