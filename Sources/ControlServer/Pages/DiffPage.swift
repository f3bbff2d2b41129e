#if Control
import Hummingbird
import Templates

extension DocumentPages {
  /// What differs between two versions: `from`, and `to`, which is the newest unless it is said.
  func diff(_ document: Document, _ query: QueryParameters, to context: ControlContext) async throws -> Response {
    let to = query.number("to", 1...Int(Int32.max), else: document.version)
    let from = query.number("from", 1...Int(Int32.max), else: max(1, to - 1))
    let (old, new) = (try await api.version(from, of: document), try await api.version(to, of: document))
    let lines = TextDiff(from: old.text, to: new.text).lines
    let versions = try await api.documents.versions(kind, document.id)
    func choices(_ chosen: Int) -> Value {
      .list(
        versions.map { version in
          .group(["name": .text(String(version.version)), "is_chosen": .flag(version.version == chosen)])
        }
      )
    }
    var fields = common
    fields["id"] = .text(document.id)
    fields["path"] = .text(path(document.id))
    fields["from"] = .text(String(from))
    fields["to"] = .text(String(to))
    fields["olds"] = choices(from)
    fields["news"] = choices(to)
    fields["added"] = .text(String(lines.count { $0.sort == "added" }))
    fields["removed"] = .text(String(lines.count { $0.sort == "removed" }))
    fields["is_same"] = .flag(lines.allSatisfy { $0.sort == "same" })
    let rows = Self.rows(of: lines)
    fields["rows"] = .list(Array(rows.prefix(Self.mostLines)))
    fields["is_cut"] = .flag(rows.count > Self.mostLines)
    return try pages.answer(.diff, in: section, title: "\(document.id): \(from) to \(to)", fields, to: context)
  }

  /// Every change with three lines around it; what lies between is counted.
  private static func rows(of lines: [TextDiff.Line]) -> [Value] {
    let around = 3
    var isShown = [Bool](repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() where line.sort != "same" {
      for near in max(0, index - around)...min(lines.count - 1, index + around) { isShown[near] = true }
    }
    var rows: [Value] = []
    var hidden = 0
    func closeGap() {
      if hidden > 0 { rows.append(.group(["sort": .text("gap"), "hidden": .text(String(hidden))])) }
      hidden = 0
    }
    for (index, line) in lines.enumerated() {
      guard isShown[index] else {
        hidden += 1
        continue
      }
      closeGap()
      rows.append(
        .group([
          "sort": .text(line.sort),
          "old": .text(line.old.map(String.init) ?? ""),
          "new": .text(line.new.map(String.init) ?? ""),
          "sign": .text(["added": "+", "removed": "−"][line.sort] ?? ""),
          "text": .text(line.text),
        ])
      )
    }
    closeGap()
    return rows
  }
}

extension Page {
  /// What differs between two versions of a document.
  static let diff = Page(
    name: "diff",
    styles: ["documents.css"],
    fields: DocumentPages.common.merging([
      "id": Field(.text, "of the document"),
      "path": Field(.text, "where it is shown"),
      "from": Field(.text, "the old version"),
      "to": Field(.text, "the new version"),
      "olds": Field(.options, "all versions"),
      "news": Field(.options, "all versions"),
      "added": Field(.text, "how many lines"),
      "removed": Field(.text, "how many lines"),
      "is_same": Field(.flag, "nothing differs"),
      "is_cut": Field(.flag, "not all is shown"),
      "rows": Field(
        .rows([
          "sort": Field(.text, "same, added, removed, or gap"),
          "old": Field(.text, "the number of the line in the old text"),
          "new": Field(.text, "in the new text"),
          "sign": Field(.text, "+ or −"),
          "text": Field(.text, "the line"),
          "hidden": Field(.text, "of a gap: how many lines are the same"),
        ]),
        "what differs, with a few lines around it"
      ),
    ]) { $1 }
  )
}
#endif
