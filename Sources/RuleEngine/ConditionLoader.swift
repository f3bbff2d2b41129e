import Diagnostics
import Dialog
import SIP
import Wire
import YAML

/// Reads the mapping behind `when` or `unless`: every key is one condition.
enum ConditionLoader {
  enum Role: String, CaseIterable {
    case uac, uas
  }

  enum Sender: String, CaseIterable {
    case caller, callee
  }

  enum Kind: String, CaseIterable {
    case request, response
  }

  enum Family: String, CaseIterable {
    case v4, v6
  }

  enum Carrier: String, CaseIterable {
    case udp, tcp, tls, sctp, ws
  }

  static func conditions(from keys: inout Keys) -> [Condition] {
    ConditionKey.allCases.flatMap { key in
      tests(of: key, from: &keys).map { test in
        Condition(key: key, written: "\(key.rawValue): \(test.written)", test: test.test)
      }
    }
  }

  /// What a key asks, and how that is spelt.
  private typealias Tests = [(test: Condition.Test, written: String)]

  private static func tests(of key: ConditionKey, from keys: inout Keys) -> Tests {
    let name = key.rawValue
    func one<Value>(_ value: Value?, _ written: (Value) -> String, _ make: (Value) -> Condition.Test) -> Tests {
      value.map { [(make($0), written($0))] } ?? []
    }
    func flag(_ make: (Bool) -> Condition.Test) -> Tests { one(keys.flag(name), { String($0) }, make) }
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
      _ type: Choice.Type,
      _ make: (Choice) -> Condition.Test
    ) -> Tests {
      one(keys.choice(name, of: type), \.rawValue, make)
    }
    func several<Value>(_ values: [Value], _ written: (Value) -> String, _ make: ([Value]) -> Condition.Test) -> Tests {
      values.isEmpty ? [] : [(make(values), list(values.map(written)))]
    }
    switch key {
    case .role: return choice(Role.self) { .role($0 == .uac ? .caller : .callee) }
    case .sender: return choice(Sender.self) { .role($0 == .caller ? .caller : .callee) }
    case .message: return choice(Kind.self) { .request($0 == .request) }
    case .family: return choice(Family.self) { .family($0 == .v4 ? .v4 : .v6) }
    case .part: return choice(MessagePart.self) { .part($0) }
    case .inDialog: return flag { .inDialog($0) }
    case .knownDialog: return flag { .knownDialog($0) }
    case .body: return flag { .body($0) }
    case .challenged: return flag { .challenged($0) }
    case .afterChallenge: return flag { .afterChallenge($0) }
    case .sharesBranch: return flag { .sharesBranch($0) }
    case .answers: return choice(MessageFacts.Answered.self) { .answers($0) }
    case .peerTag: return choice(MessageFacts.Answered.self) { .peerTag($0) }
    case .header: return headers(from: &keys)
    case .requestHeader:
      return keys.oneOrMany(name).map { (.requestHeader(HeaderName($0.value)), $0.value) }
    case .challenge:
      return several(keys.choices(name, of: MessageFacts.Challenge.self), \.rawValue) { .challenge($0) }
    case .toTag: return several(keys.choices(name, of: MessageFacts.ToTag.self), \.rawValue) { .toTag($0) }
    case .transport:
      let transports = keys.choices(name, of: Carrier.self).compactMap { Transport(rawValue: $0.rawValue) }
      return several(transports, \.rawValue) { .transport($0) }
    case .target: return several(keys.oneOrMany(name).map(\.value), { $0 }) { .target($0) }
    case .method: return several(keys.oneOrMany(name).map(\.value), { $0 }) { .method($0) }
    case .status: return several(patterns(from: &keys), \.text) { .status($0) }
    }
  }

  private static func list(_ words: [String]) -> String {
    words.count == 1 ? words[0] : "[\(words.joined(separator: ", "))]"
  }

  /// `header: x-lab`, `header: [x-lab, x-other]`, or `header: { X-Lab: "1*", X-Other: [a, b] }`.
  private static func headers(from keys: inout Keys) -> Tests {
    let name = ConditionKey.header.rawValue
    guard let node = keys.node(name) else { return [] }
    guard case .mapping = node.value else {
      return keys.oneOrMany(name).map { (.header(HeaderName($0.value), []), $0.value) }
    }
    return keys.entries(name).map { entry in
      let texts = entry.node.texts(into: &keys.findings).map(\.value)
      return (
        .header(HeaderName(entry.key), texts.map { Wildcard($0) }),
        "{ \(entry.key): \(list(texts.map { "\"\($0)\"" })) }"
      )
    }
  }

  private static func patterns(from keys: inout Keys) -> [StatusPattern] {
    keys.oneOrMany(ConditionKey.status.rawValue).compactMap { text in
      if let pattern = StatusPattern(text.value) { return pattern }
      keys.findings.error(
        "status-pattern",
        "'\(text.value)' is no status: write 200, 18x or 2xx",
        at: text.location
      )
      return nil
    }
  }
}
