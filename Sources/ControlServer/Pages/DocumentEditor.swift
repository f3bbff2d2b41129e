#if Control
import Hummingbird
import Templates

extension DocumentPages {
  /// What stands in an editor.
  struct Draft: Sendable {
    /// Empty for a new document.
    var id = ""
    var name = ""
    var role = ""
    var tags: [String] = []
    var file = ""
    /// The version that is edited; nil for a new document.
    var version: Int?
    var text = ""

    init() {}

    init(_ document: Document, text: String) {
      id = document.id
      name = document.name
      role = document.role ?? ""
      tags = document.tags
      file = document.path ?? ""
      version = document.version
      self.text = text
    }
  }

  /// What a new document begins with: a copy of another one (`copy=ID`), a built-in template (`from=FILE`), or little.
  func draft(_ request: Request) async throws -> Draft {
    let query = QueryParameters(request)
    if let id = Slug(query["copy"])?.text {
      guard let document = try await api.documents.find(kind, id) else { throw Refusal.missing(kind.singular, id) }
      var draft = Draft(document, text: try await api.text(of: document))
      (draft.id, draft.version) = ("", nil)
      return draft
    }
    var draft = Draft()
    switch kind {
    case .scenarios:
      draft.text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scenario name=\"\">\n</scenario>\n"
    case .rules:
      draft.text = try await api.survey.ruleSkeleton()
    case .templates where !query["from"].isEmpty:
      guard let text = try await api.survey.builtinTemplate(query["from"]) else {
        throw Refusal.missing("built-in template", query["from"])
      }
      (draft.file, draft.text) = (query["from"], text)
    case .templates:
      break
    }
    return draft
  }

  func editor(_ draft: Draft, note: String, to context: ControlContext) async throws -> Response {
    var fields = common
    fields["id"] = .text(draft.id)
    fields["path"] = .text(draft.version == nil ? section.path : path(draft.id))
    fields["is_new"] = .flag(draft.version == nil)
    fields["version"] = .text(draft.version.map(String.init) ?? "")
    fields["name"] = .text(draft.name)
    fields["is_uac"] = .flag(draft.role == "uac")
    fields["is_uas"] = .flag(draft.role == "uas")
    fields["tags"] = .text(draft.tags.joined(separator: ", "))
    fields["file"] = .text(draft.file)
    fields["text"] = .text(draft.text)
    fields["text_field"] = .text(kind.textField)
    fields["has_crlf"] = .flag(draft.text.utf8.contains(0x0D))
    let title = draft.version == nil ? "New \(kind.singular)" : "Edit \(draft.id)"
    return try pages.answer(.editor, in: section, title: title, fields, to: context)
  }
}

extension Page {
  /// The editor of a scenario, a rule set or a template.
  static let editor = Page(
    name: "editor",
    styles: ["documents.css"],
    scripts: ["editor.js", "save.js"],
    fields: DocumentPages.common.merging([
      "id": Field(.text, "of the document; empty for a new one"),
      "path": Field(.text, "where it is shown; the list for a new one"),
      "is_new": Field(.flag, "there is no such document yet"),
      "version": Field(.text, "which one is edited"),
      "name": Field(.text, "of the document"),
      "is_uac": Field(.flag, "it is a caller's"),
      "is_uas": Field(.flag, "it is a callee's"),
      "tags": Field(.text, "with commas between them"),
      "file": Field(.text, "of a template: which file it stands in for"),
      "text": Field(.text, "what is edited"),
      "text_field": Field(.text, "what the API calls it"),
      "has_crlf": Field(.flag, "its lines end by CR LF, which a browser does not keep"),
    ]) { $1 }
  )
}
#endif
