#if Control
import Hummingbird
import Templates

extension DocumentPages {
  /// How many lines of a text a page shows.
  static let mostLines = 5000

  /// One version of a document.
  func show(_ document: Document, version number: Int?, to context: ControlContext) async throws -> Response {
    let version = try await api.version(number, of: document)
    let lines = version.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String($0) ?? "" }
    // What stands behind the last line end is a line only when it is something.
    let count = lines.last == "" ? lines.count - 1 : lines.count
    var fields = common
    fields["id"] = .text(document.id)
    fields["path"] = .text(path(document.id))
    fields["name"] = .text(document.name)
    fields["role"] = .text(document.role ?? "")
    fields["file"] = .text(document.path ?? "")
    fields["tags"] = tags(document)
    fields["version"] = .text(String(version.version))
    fields["newest"] = .text(String(document.version))
    fields["is_old"] = .flag(version.version != document.version)
    fields["by"] = .text(version.user)
    fields["note"] = .text(version.note)
    fields["written"] = Readable.moment(version.createdAt)
    fields["partner"] = .text(document.partner ?? "")
    fields["partner_path"] = .text(document.partner.map(path) ?? "")
    fields["job"] = .text(document.jobId ?? "")
    fields["commands"] = .list((document.commands ?? []).map(Value.text))
    fields["lines"] = .list(
      zip(1..., lines.prefix(min(count, Self.mostLines))).map { number, line in
        .group(["number": .text(String(number)), "text": .text(line)])
      }
    )
    fields["line_count"] = .text(String(count))
    fields["is_cut"] = .flag(count > Self.mostLines)
    fields["versions"] = .list(try await versions(of: document, shown: version.version))
    return try pages.answer(.document, in: section, title: document.name, fields, to: context)
  }

  private func versions(of document: Document, shown: Int) async throws -> [Value] {
    try await api.documents.versions(kind, document.id).map { version in
      let number = version.version
      let differs = Paging.link(
        path(document.id) + "/diff",
        [("from", String(number - 1)), ("to", String(number))]
      )
      return .group([
        "number": .text(String(number)),
        "path": .text(path(document.id) + (number == document.version ? "" : "/versions/\(number)")),
        "diff": .text(number > 1 ? differs : ""),
        "is_shown": .flag(number == shown),
        "by": .text(version.user),
        "note": .text(version.note),
        "written": Readable.moment(version.createdAt),
      ])
    }
  }
}

extension Page {
  /// A scenario, a rule set or a template, in one of its versions.
  static let document = Page(
    name: "document",
    styles: ["documents.css"],
    scripts: ["restore.js"],
    fields: DocumentPages.common.merging([
      "id": Field(.text, "of the document"),
      "path": Field(.text, "where its newest version is shown"),
      "name": Field(.text, "of the document"),
      "role": Field(.text, "of a scenario: uac or uas"),
      "file": Field(.text, "of a template: which file it stands in for"),
      "tags": DocumentPages.tags,
      "version": Field(.text, "the one that is shown"),
      "newest": Field(.text, "the newest version"),
      "is_old": Field(.flag, "the one that is shown is not the newest"),
      "by": Field(.text, "who wrote this version"),
      "note": Field(.text, "what was changed"),
      "written": Readable.momentField("when this version was saved"),
      "partner": Field(.text, "the scenario of the other side; empty for none"),
      "partner_path": .link,
      "job": Field(.text, "the job that wrote it; empty for none"),
      "commands": Field(.list(.text), "how it is replayed"),
      "lines": Field(
        .rows(["number": Field(.text, "from 1"), "text": Field(.text, "without its end")]),
        "of the text"
      ),
      "line_count": Field(.text, "how many lines the text has"),
      "is_cut": Field(.flag, "not all lines are shown"),
      "versions": Field(
        .rows([
          "number": Field(.text, "from 1"),
          "path": Field(.text, "where it is shown"),
          "diff": .link,
          "is_shown": Field(.flag, "it is the one that is shown"),
          "by": Field(.text, "who wrote it"),
          "note": Field(.text, "what was changed"),
          "written": Readable.momentField("when it was saved"),
        ]),
        "the newest first"
      ),
    ]) { $1 }
  )
}
#endif
