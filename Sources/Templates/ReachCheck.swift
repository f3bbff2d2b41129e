internal import Diagnostics

/// Follows the partials from the entry templates, and checks every name in each scope from which its file is reached.
struct ReachCheck {
  /// A template that is being looked at, and the scope that it is included in.
  private struct Visit: Hashable {
    let name: String
    let scope: Scope
    let depth: Int
    let isSure: Bool
  }

  private let templates: [String: ScannedTemplate]
  /// The fields of the entry template that is being followed.
  private var schema = TemplateSchema([:])
  private(set) var findings = Findings()
  /// The templates that an entry template leads to.
  private(set) var reached: Set<String> = []
  /// The names that they ask for, in whatever scope.
  private(set) var asked: Set<String> = []
  private var visits: Set<Visit> = []
  /// The templates that include each other down to the present one.
  private var chain: [ScannedTemplate] = []
  /// Whether the sections around are what they seem: behind a slip in one only what is wrong in every scope is told.
  private var isSure = true
  /// What was told already: a slip in a partial is told once, however often it is included.
  private var blamed: Set<Diagnostic> = []

  /// More sections and partials within each other than any sensible template has, few enough for the stack.
  private static let deepest = 64
  /// Bounds the work for partials that include each other in ever new scopes.
  private static let mostVisits = 10_000

  init(_ templates: [String: ScannedTemplate]) {
    self.templates = templates
  }

  /// Looks at an entry template and all that it leads to.
  mutating func enter(_ root: RootTemplate) {
    guard templates[root.name] != nil else {
      let hint = Spelling.suggestion(for: root.name, among: templates.keys)
      return findings.error("missing-template", "there is no template '\(root.name)'\(hint)", at: root.location)
    }
    schema = root.schema
    visit(root.name, in: Scope(schema), depth: 0)
  }

  private mutating func visit(_ name: String, in scope: Scope, depth: Int) {
    guard let template = templates[name] else { return }
    reached.insert(name)
    let wasSure = isSure
    isSure = isSure && template.tree.isWhole
    defer { isSure = wasSure }
    guard visits.count < Self.mostVisits else {
      return findings.error(
        "too-many-paths",
        "these partials include each other in more than \(Self.mostVisits) ways",
        at: Location(file: template.source.file)
      )
    }
    guard visits.insert(Visit(name: name, scope: scope, depth: depth, isSure: isSure)).inserted else { return }
    chain.append(template)
    check(template.tree.nodes, in: scope, depth: depth)
    chain.removeLast()
  }

  private mutating func check(_ nodes: [Node], in scope: Scope, depth: Int) {
    for node in nodes {
      do {
        try check(node, in: scope, depth: depth)
      } catch {
        blame(error)
        guard case .section(_, _, let inside) = node else { continue }
        let wasSure = isSure
        isSure = false
        check(inside, in: scope, depth: depth + 1)
        isSure = wasSure
      }
    }
  }

  private mutating func check(_ node: Node, in scope: Scope, depth: Int) throws(TagFault) {
    switch node {
    case .value(let reference):
      note(reference)
      let operand = try scope.operand(reference, in: schema)
      guard operand.isPrintable else {
        throw TagFault("not-text", "'\(reference.text)' is \(operand), not a text", at: reference.offset)
      }
    case .section(let reference, let inverted, let nodes):
      note(reference)
      let operand = try scope.operand(reference, in: schema)
      guard operand != .number, operand != .turn else {
        throw TagFault(
          "always-true",
          "'\(reference.text)' is \(operand): as a section always true",
          at: reference.offset
        )
      }
      check(nodes, in: scope.inside(operand, inverted: inverted), depth: depth + 1)
    case .partial(let name):
      include(name.text, at: name.offset, in: scope, depth: depth + 1)
    case .dynamicPartial(let reference):
      guard reference.transforms.isEmpty, reference.path.count < 2 else {
        throw TagFault("bad-name", "a partial is chosen by one plain name: {{> *kind}}", at: reference.offset)
      }
      let operand = try scope.operand(reference, in: schema)
      guard case .field(.choice(let words)) = operand else {
        throw TagFault(
          "not-choice",
          "'\(reference.text)' is \(operand): only a word of a fixed set can choose a partial",
          at: reference.offset
        )
      }
      for word in words { include(word, at: reference.offset, in: scope, depth: depth + 1) }
    }
  }

  private mutating func note(_ reference: Reference) {
    if let first = reference.path.first { asked.insert(first.text) }
  }

  private mutating func include(_ name: String, at offset: Int, in scope: Scope, depth: Int) {
    if templates[name] == nil {
      let hint = Spelling.suggestion(for: name, among: templates.keys)
      let message = "there is no template '\(name)' to include\(hint)"
      blame(TagFault("missing-partial", message, at: offset, isCertain: true))
    } else if let start = chain.firstIndex(where: { $0.source.name == name }) {
      let circle = (chain[start...].map(\.source.name) + [name]).joined(separator: " > ")
      let message = "partials include each other without end: \(circle)"
      blame(TagFault("partial-cycle", message, at: offset, isCertain: true))
    } else if depth > Self.deepest {
      blame(
        TagFault("too-deep", "sections and partials stand in each other more than \(Self.deepest) deep", at: offset)
      )
    } else {
      visit(name, in: scope.inPartial, depth: depth)
    }
  }

  /// Tells a fault of the template that is being looked at, and by which way it was reached.
  private mutating func blame(_ fault: TagFault) {
    guard let template = chain.last, isSure || fault.isCertain else { return }
    let location = template.text.location(fault.offset)
    guard blamed.insert(Diagnostic(.error, fault.code, fault.message, at: location)).inserted else { return }
    let way = chain.dropLast().map(\.source.name).joined(separator: " > ")
    findings.error(fault.code, fault.message + (way.isEmpty ? "" : " (included by \(way))"), at: location)
  }
}
