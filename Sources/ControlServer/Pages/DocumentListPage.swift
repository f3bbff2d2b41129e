#if Control
import Hummingbird
import Templates

extension DocumentPages {
  /// The list, with a search.
  func list(_ request: Request, to context: ControlContext) async throws -> Response {
    let query = QueryParameters(request)
    let paging = try Paging(request)
    var wanted = Documents.Query(kind: kind, limit: paging.limit, offset: paging.offset)
    wanted.words = query["q"].split(separator: " ").prefix(8).map(String.init)
    wanted.role = query["role"].isEmpty ? nil : query["role"]
    wanted.tag = query["tag"].isEmpty ? nil : query["tag"]
    let (found, total) = try await api.documents.list(wanted)
    var fields = common
    fields["documents"] = .list(found.map(row))
    fields["paging"] = paging.value(of: total)
    fields["words"] = .text(query["q"])
    fields["tag"] = .text(query["tag"])
    fields["is_uac"] = .flag(query["role"] == "uac")
    fields["is_uas"] = .flag(query["role"] == "uas")
    fields["is_empty"] = .flag(found.isEmpty)
    fields["is_filtered"] = .flag(!query["q"].isEmpty || !query["role"].isEmpty || !query["tag"].isEmpty)
    fields["overlays"] = .list(BuiltinRules.overlays.map(Value.text))
    if kind == .templates { fields["builtins"] = .list(try await builtins()) }
    return try pages.answer(.documents, in: section, title: section.name, fields, to: context)
  }

  private func row(_ document: Document) -> Value {
    .group([
      "id": .text(document.id),
      "path": .text(path(document.id)),
      // A name that says no more than the id is not said twice.
      "name": .text(document.name == document.id ? "" : document.name),
      "role": .text(document.role ?? ""),
      "file": .text(document.path ?? ""),
      "tags": tags(document),
      "version": .text(String(document.version)),
      "updated": Readable.moment(document.updatedAt),
    ])
  }

  /// The templates that one of the lab can begin from.
  private func builtins() async throws -> [Value] {
    try await api.survey.builtinTemplates().map { template in
      .group([
        "file": .text(template.path),
        "writes": .text(template.writes),
        "path": .text(Paging.link(section.path + "/-/new", [("from", template.path)])),
      ])
    }
  }
}

extension Page {
  /// Scenarios, rule sets or templates.
  static let documents = Page(
    name: "documents",
    styles: ["documents.css"],
    fields: DocumentPages.common.merging([
      "documents": Field(
        .rows([
          "id": Field(.text, "of the document"),
          "path": Field(.text, "where it is shown"),
          "name": Field(.text, "empty when it is the id"),
          "role": Field(.text, "of a scenario: uac or uas"),
          "file": Field(.text, "of a template: which file it stands in for"),
          "tags": DocumentPages.tags,
          "version": Field(.text, "the newest"),
          "updated": Readable.momentField("when it was changed last"),
        ]),
        "the last changed first"
      ),
      "is_empty": Field(.flag, "there is none to show"),
      "paging": Paging.field,
      "words": Field(.text, "what was searched for"),
      "tag": Field(.text, "which all of them have"),
      "is_uac": Field(.flag, "only those of callers"),
      "is_uas": Field(.flag, "only those of callees"),
      "is_filtered": Field(.flag, "the list is only a part of all"),
      "overlays": Field(.list(.text), "names of built-in rule sets"),
      "builtins": Field(
        .rows([
          "file": Field(.text, "its path in a folder of templates"),
          "writes": Field(.text, "what it writes"),
          "path": Field(.text, "where one of the lab begins from it"),
        ]),
        "built-in templates"
      ),
    ]) { $1 }
  )
}
#endif
