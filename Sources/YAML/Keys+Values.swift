import Diagnostics

extension Keys {
  /// A text, as it was written.
  package mutating func scalar(_ name: String, required: Bool = false) -> Located<String>? {
    node(name, required: required)?.scalar(into: &findings)
  }

  /// A whole number in decimal digits.
  package mutating func integer(
    _ name: String,
    in range: ClosedRange<Int> = .min ... .max,
    required: Bool = false
  ) -> Int? {
    guard let text = scalar(name, required: required) else { return nil }
    guard let number = Int(text.value) else { return refuse(text, of: name, wanted: "a whole number") }
    guard range.contains(number) else {
      return refuse(text, of: name, wanted: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// `true` or `false`; no other spelling.
  package mutating func flag(_ name: String, required: Bool = false) -> Bool? {
    guard let text = scalar(name, required: required) else { return nil }
    return Bool(text.value) ?? refuse(text, of: name, wanted: "true or false")
  }

  /// One of the cases of an enumeration.
  package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String,
    of type: Choice.Type,
    required: Bool = false
  ) -> Choice? {
    scalar(name, required: required).flatMap { choice($0, of: name) }
  }

  /// One or several cases of an enumeration: `role: uac`, `role: [uac, uas]`.
  package mutating func choices<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String,
    of type: Choice.Type,
    required: Bool = false
  ) -> [Choice] {
    oneOrMany(name, required: required).compactMap { choice($0, of: name) }
  }

  private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: Located<String>,
    of name: String
  ) -> Choice? {
    if let choice = Choice(rawValue: text.value) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    let guess = text.value.isLong ? "" : Spelling.suggestion(for: text.value, among: names)
    return refuse(text, of: name, wanted: "one of \(names.joined(separator: ", "))", hint: guess)
  }

  /// Says that a text is none of what the key takes.
  private mutating func refuse<Value>(
    _ text: Located<String>,
    of name: String,
    wanted: String,
    hint: String = ""
  ) -> Value? {
    findings.error(
      "wrong-value",
      "\(name.quoted) takes \(wanted), not \(text.value.quoted)\(hint)",
      at: text.location
    )
    return nil
  }
}

extension Keys {
  /// A text or a list of texts, `at: from.tag` or `at: [from.tag, to.tag]`; at least one when it is required.
  package mutating func oneOrMany(_ name: String, required: Bool = false) -> [Located<String>] {
    guard let node = node(name, required: required) else { return [] }
    if required, case .list(let items) = node.value, items.isEmpty {
      findings.error("no-value", "\(name.quoted) takes at least one", at: node.location)
    }
    return node.texts(into: &findings)
  }

  /// The items of a list, of any kind.
  package mutating func list(_ name: String, required: Bool = false) -> [Node] {
    guard let node = node(name, required: required) else { return [] }
    guard case .list(let items) = node.value else {
      findings.wrongKind(of: node, wanted: "a list")
      return []
    }
    return items
  }

  /// The entries of a mapping whose keys are the user's own, in the order of the file.
  package mutating func entries(_ name: String, required: Bool = false) -> [Node.Entry] {
    guard let node = node(name, required: required) else { return [] }
    guard case .mapping(let entries) = node.value else {
      findings.wrongKind(of: node, wanted: "a mapping")
      return []
    }
    return entries
  }

  /// A mapping inside this one, read key by key.
  package mutating func mapping<Result>(
    _ name: String,
    required: Bool = false,
    _ read: (inout Keys) -> Result?
  ) -> Result? {
    node(name, required: required)?.read(into: &findings, read)
  }
}
