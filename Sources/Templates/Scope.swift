internal import Diagnostics

/// What names mean at one place of a template: the sections around it, the innermost last.
struct Scope: Hashable {
  private(set) var operands: [Operand]
  /// Whether the place stands in a list right away, so that `first()` and `index()` have a meaning.
  private(set) var isTurn = false

  init(_ schema: TemplateSchema) {
    operands = [.field(.group(schema))]
  }

  /// The scope inside of a partial that is included here: all names stay, the turn of the list is lost.
  var inPartial: Scope {
    var scope = self
    scope.isTurn = false
    return scope
  }

  /// The scope inside of a section, as the library makes it.
  func inside(_ operand: Operand, inverted: Bool) -> Scope {
    var scope = self
    switch (operand, inverted) {
    case (.field(.flag), _), (.field(.text), true), (.field(.group), true), (.field(.choice), true): break
    case (.field(.list(let element)), false):
      scope.operands.append(.field(element))
      scope.isTurn = true
    default:
      scope.operands.append(operand)
      scope.isTurn = false
    }
    return scope
  }

  /// What a tag stands for here.
  func operand(_ reference: Reference, in schema: TemplateSchema) throws(TagFault) -> Operand {
    var operand = try named(reference, in: schema)
    for transform in reference.transforms.reversed() {
      guard let next = operand.transforms[transform.text] else {
        let known = operand.transforms.keys.sorted()
        let hint = Spelling.suggestion(for: transform.text, among: known)
        let choice = known.isEmpty ? "there is none" : "there are \(known.joined(separator: ", "))"
        throw TagFault(
          "unknown-transform",
          "unknown transform '\(transform.text)'\(hint): for \(operand) \(choice)",
          at: transform.offset
        )
      }
      operand = next
    }
    return operand
  }

  private func named(_ reference: Reference, in schema: TemplateSchema) throws(TagFault) -> Operand {
    guard let first = reference.path.first else {
      if reference.name.text == "." { return operands.last ?? .turn }
      guard isTurn else {
        throw TagFault("no-list", "'\(reference.text)' has a meaning only in a list right away", at: reference.offset)
      }
      return .turn
    }
    let groups = operands.reversed().compactMap(\.group)
    guard var kind = groups.lazy.compactMap({ $0.fields[first.text]?.kind }).first else {
      let names = groups.flatMap(\.fields.keys)
      throw unknown(first, among: names, in: schema)
    }
    for (before, word) in zip(reference.path, reference.path.dropFirst()) {
      guard case .group(let group) = kind else {
        let advice = kind.members == nil ? "" : ": open it with {{#\(before.text)}}"
        throw TagFault("no-group", "'\(before.text)' is \(kind) and has no names inside\(advice)", at: word.offset)
      }
      guard let field = group.fields[word.text] else { throw unknown(word, among: group.fields.keys, in: schema) }
      kind = field.kind
    }
    return .field(kind)
  }

  /// Says what was meant, or where the name would be known.
  private func unknown(
    _ word: Reference.Word,
    among names: some Sequence<String>,
    in schema: TemplateSchema
  ) -> TagFault {
    let listing = schema.listing
    let elsewhere = listing.first { $0.path.hasSuffix("." + word.text) }?.path.dropLast(word.text.utf8.count + 1)
    let hint = elsewhere.map { " here: it is known in '\($0)'" } ?? Spelling.suggestion(for: word.text, among: names)
    let isCertain = elsewhere == nil && !listing.contains { $0.path == word.text }
    return TagFault("unknown-name", "unknown name '\(word.text)'\(hint)", at: word.offset, isCertain: isCertain)
  }
}

extension Operand {
  /// The names that a scope gets from this.
  fileprivate var group: TemplateSchema? {
    if case .field(.group(let schema)) = self { schema } else { nil }
  }
}
