/// What a tag stands for, once its name is known and each transform applied.
enum Operand: Hashable {
  case field(FieldKind)
  /// What `count` and `index()` give.
  case number
  /// The turn of a list, as in `first()`.
  case turn

  /// The transforms of swift-mustache that mean something for this, and what each makes of it.
  ///
  /// Left out are those that depend on the order of a dictionary.
  var transforms: [String: Operand] {
    switch self {
    case .field(.text):
      [
        "empty": .field(.flag), "capitalized": self, "lowercased": self, "uppercased": self, "reversed": self,
      ]
    case .field(.choice):
      ["capitalized": .field(.text), "lowercased": .field(.text), "uppercased": .field(.text)]
    case .field(.list(let element)):
      ["first": .field(element), "last": .field(element), "reversed": self, "count": .number, "empty": .field(.flag)]
    case .field(.flag), .field(.group):
      [:]
    case .number:
      [
        "equalzero": .field(.flag), "even": .field(.flag), "odd": .field(.flag), "plusone": .number,
        "minusone": .number,
      ]
    case .turn:
      [
        "first": .field(.flag), "last": .field(.flag), "even": .field(.flag), "odd": .field(.flag), "index": .number,
      ]
    }
  }

  /// Whether `{{name}}` has something to write.
  var isPrintable: Bool {
    switch self {
    case .field(.text), .field(.choice), .field(.flag), .number: true
    case .field(.list), .field(.group), .turn: false
    }
  }
}

extension Operand: CustomStringConvertible {
  var description: String {
    switch self {
    case .field(let kind): kind.description
    case .number: "a number"
    case .turn: "the turn of a list"
    }
  }
}
