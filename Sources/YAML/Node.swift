package import Diagnostics

/// A value of a YAML file and where it stands.
package struct Node: Sendable {
  package let value: Value
  package let location: Location

  /// What a node holds; scalars stay the text that was written (`00441234`, `no` and `10:20` are never converted).
  package enum Value: Sendable {
    /// A text; `quoted` tells `""` from nothing at all.
    case scalar(String, quoted: Bool)
    case list([Node])
    /// The keys in the order of the file, each once.
    case mapping([Entry])
  }

  /// A key of a mapping with its value.
  package struct Entry: Sendable {
    package let key: String
    package let keyLocation: Location
    package let node: Node
  }
}

extension Node {
  /// True where a value was left out, as in `key:`.
  var isAbsent: Bool {
    if case .scalar("", quoted: false) = value { true } else { false }
  }

  /// What this is, in the words of a message.
  var kind: String {
    switch value {
    case .scalar: isAbsent ? "nothing" : "a text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}
