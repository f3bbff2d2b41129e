#if Control
import Foundation
import Hummingbird
import Templates

/// The pages of one kind of what the lab keeps: a list, each document with its versions, an editor, and what differs.
///
/// What is no document stands under `/-/`, which no id can be.
struct DocumentPages: PageRoutes {
  let api: DocumentAPI
  let pages: PageSet

  var kind: DocumentKind { api.kind }
  var section: Section {
    switch kind {
    case .scenarios: .scenarios
    case .rules: .rules
    case .templates: .templates
    }
  }

  func add(to group: RouterGroup<ControlContext>) {
    let base = kind.rawValue
    group.get("\(base)") { request, context in try await list(request, to: context) }
    group.get("\(base)/-/new") { request, context in
      try await editor(try await draft(request), note: "", to: context)
    }
    group.get("\(base)/{id}") { _, context in
      let document = try await api.document(context)
      return try await show(document, version: document.version, to: context)
    }
    group.get("\(base)/{id}/versions/{version}") { _, context in
      let document = try await api.document(context)
      let version = context.parameters.get("version", as: Int.self)
      return try await show(document, version: version, to: context)
    }
    group.get("\(base)/{id}/edit") { _, context in
      let document = try await api.document(context)
      return try await editor(Draft(document, text: try await api.text(of: document)), note: "", to: context)
    }
    group.get("\(base)/{id}/diff") { request, context in
      try await diff(try await api.document(context), QueryParameters(request), to: context)
    }
  }

  /// Where a document is shown.
  func path(_ id: String) -> String { section.path + "/" + id }

  /// What every page of a kind says of it.
  var common: [String: Value] {
    [
      "kind": .text(kind.rawValue),
      "kind_name": .text(section.name),
      "singular": .text(kind.singular),
      "is_scenarios": .flag(kind == .scenarios),
      "is_rules": .flag(kind == .rules),
      "is_templates": .flag(kind == .templates),
    ]
  }

  static let common: [String: Field] = [
    "kind": Field(.text, "scenarios, rules or templates, as in paths"),
    "kind_name": Field(.text, "the same as a heading"),
    "singular": Field(.text, "what one of them is called"),
    "is_scenarios": Field(.flag, "it is the library of scenarios"),
    "is_rules": Field(.flag, "it is the lab's rule sets"),
    "is_templates": Field(.flag, "it is the lab's templates"),
  ]

  /// Tags, each with the list of what has it.
  func tags(_ document: Document) -> Value {
    .list(
      document.tags.map { .group(["name": .text($0), "path": .text(Paging.link(section.path, [("tag", $0)]))]) }
    )
  }

  static let tags = Field(
    .rows(["name": Field(.text, "of the tag"), "path": Field(.text, "what has it")]),
    "in the order in which they were given"
  )
}
#endif
