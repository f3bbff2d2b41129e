/// The format of a rule file as a JSON Schema, out of the tables that the loader reads by.
package enum RuleSchema {
  /// A node of the schema, which encodes as JSON.
  package indirect enum Node: Encodable, Sendable {
    case text(String)
    case flag(Bool)
    case list([Node])
    case object([String: Node])

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .flag(let flag): try container.encode(flag)
      case .list(let nodes): try container.encode(nodes)
      case .object(let members): try container.encode(members)
      }
    }
  }

  /// The schema of a whole file.
  package static var document: Node {
    var members = object(
      RuleFileKey.allCases.map { ($0.rawValue, $0.help, shape(of: $0)) },
      required: [RuleFileKey.rules.rawValue, RuleFileKey.name.rawValue]
    )
    members["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
    members["title"] = .text("pcap2scenario rules")
    return .object(members)
  }

  static let scalar: [String: Node] = ["type": .list([.text("string"), .text("number"), .text("boolean")])]
  static let flag: [String: Node] = ["type": .text("boolean")]

  static func words(_ words: [String]) -> [String: Node] { ["enum": .list(words.map(Node.text))] }

  /// One, or a list of them.
  static func several(_ item: [String: Node]) -> [String: Node] {
    ["anyOf": .list([.object(item), .object(["type": .text("array"), "items": .object(item)])])]
  }

  static func object(
    _ keys: [(String, String, [String: Node])],
    required: [String] = []
  ) -> [String: Node] {
    var members: [String: Node] = [
      "type": .text("object"), "additionalProperties": .flag(false),
      "properties": .object(
        Dictionary(keys.map { ($0.0, .object($0.2.merging(["description": .text($0.1)]) { $1 })) }) { first, _ in first
        }
      ),
    ]
    if !required.isEmpty { members["required"] = .list(required.map(Node.text)) }
    return members
  }

  private static func shape(of key: RuleFileKey) -> [String: Node] {
    switch key {
    case .rules, .name: scalar
    case .extends, .disable, .templates: several(scalar)
    case .map: ["type": .text("array"), "items": .object(rule)]
    case .examples: ["type": .text("array"), "items": .object(example)]
    case .target: target
    }
  }

  private static var rule: [String: Node] {
    object(
      RuleKey.allCases.map { ($0.rawValue, $0.help, shape(of: $0)) }
        + ActionKey.allCases.map { ($0.rawValue, $0.help, shape(of: $0)) },
      required: [RuleKey.id.rawValue]
    )
  }

  private static func shape(of key: RuleKey) -> [String: Node] {
    switch key {
    case .id, .absent: scalar
    case .at: several(["type": .text("string"), "examples": .list(SlotTable.known.map(Node.text))])
    case .value: words(ModelValue.allCases.map(\.rawValue))
    case .when, .unless: object(ConditionKey.allCases.map { ($0.rawValue, $0.help, shape(of: $0.shape)) })
    case .except: several(scalar)
    case .missing: words(ActionLoader.missing)
    }
  }

  private static func shape(of key: ActionKey) -> [String: Node] {
    switch key {
    case .set, .param, .line, .rename, .add: scalar
    case .drop, .keep: flag
    case .disguise: words(DisguiseKind.allCases.map(\.rawValue))
    case .field:
      [
        "anyOf": .list([
          .object(["type": .text("integer")]),
          .object(
            object(FieldKey.allCases.map { ($0.rawValue, $0.help, scalar) }, required: [FieldKey.column.rawValue])
          ),
        ])
      ]
    }
  }

  private static func shape(of shape: ConditionKey.Shape) -> [String: Node] {
    switch shape {
    case .flag: flag
    case .choice(let names): words(names)
    case .choices(let names): several(words(names))
    case .texts, .statuses: several(scalar)
    case .headers:
      ["anyOf": .list([.object(several(scalar)), .object(["type": .text("object")])])]
    }
  }

  private static var example: [String: Node] {
    object(
      ExampleKey.allCases.map { ($0.rawValue, $0.help, shape(of: $0)) },
      required: [ExampleKey.captured.rawValue, ExampleKey.becomes.rawValue]
    )
  }

  private static func shape(of key: ExampleKey) -> [String: Node] {
    switch key {
    case .captured, .becomes, .method, .status, .dialed, .caller, .callee: scalar
    case .role: words(ConditionLoader.Role.allCases.map(\.rawValue))
    case .inDialog: flag
    case .toTag: words(MessageFacts.ToTag.allCases.map(\.rawValue))
    case .transport: words(ConditionLoader.Carrier.allCases.map(\.rawValue))
    case .challenge: scalar
    case .requestHeader, .target: several(scalar)
    }
  }
}
