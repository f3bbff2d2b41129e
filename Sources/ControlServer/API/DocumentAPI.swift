#if Control
import Foundation
import Hummingbird

/// One kind of what the lab keeps: scenarios, rule sets or templates, with versions and what differs between them.
struct DocumentAPI: Sendable {
  let kind: DocumentKind
  let documents: Documents
  let survey: CallSurvey
  let folder: DataFolder

  static let longestText = 4 << 20

  func add(to group: RouterGroup<ControlContext>) {
    let path = RouterPath(kind.rawValue)
    group.get(path) { request, _ in
      let (limit, offset) = try request.page()
      let words = (request.query("q") ?? "").split(separator: " ").prefix(8).map(String.init)
      let (found, total) = try await documents.list(.init(kind: kind, words: words, limit: limit, offset: offset))
      return try Response.json(List(kind: kind, documents: found, total: total))
    }
    group.post(path) { request, context in
      let body = try await JSONBody(request, known: ["id"] + fields)
      let answer = try await create(body, by: try context.user.name)
      return try Response.json(answer, status: .created)
    }
    let one = RouterPath(kind.rawValue + "/{id}")
    group.get(one) { _, context in
      let document = try await document(context)
      return try Response.json(DocumentAnswer(document, text: try await text(of: document)))
    }
    group.put(one) { request, context in
      let body = try await JSONBody(request, known: fields + ["version"])
      return try Response.json(try await change(try await document(context), body, by: try context.user.name))
    }
    group.delete(one) { _, context in
      let id = try context.slug("id", of: kind.singular).text
      guard let unused = try await documents.remove(kind, id) else { throw Refusal.missing(kind.singular, id) }
      for place in unused { try? FileManager.default.removeItem(atPath: folder.scenarioFiles(place)) }
      return Response.noContent
    }
    addVersions(to: group)
  }

  private func addVersions(to group: RouterGroup<ControlContext>) {
    group.get("\(kind.rawValue)/{id}/versions") { _, context in
      let document = try await document(context)
      return try Response.json(["versions": try await documents.versions(kind, document.id).map(VersionAnswer.init)])
    }
    group.get("\(kind.rawValue)/{id}/versions/{version}") { _, context in
      let document = try await document(context)
      let version = try await version(context.parameters.get("version", as: Int.self), of: document)
      return try Response.json(["version": VersionAnswer(version, withText: true)])
    }
    group.get("\(kind.rawValue)/{id}/diff") { request, context in
      let document = try await document(context)
      let to = try await version(try request.number("to", 1...Int(Int32.max), else: document.version), of: document)
      let from = try await version(
        try request.number("from", 1...Int(Int32.max), else: max(1, to.version - 1)),
        of: document
      )
      return try Response.json(
        DiffAnswer(from: from.version, to: to.version, lines: TextDiff(from: from.text, to: to.text).lines)
      )
    }
  }

  // MARK: Reading

  func document(_ context: ControlContext) async throws -> Document {
    let id = try context.slug("id", of: kind.singular).text
    guard let document = try await documents.find(kind, id) else { throw Refusal.missing(kind.singular, id) }
    return document
  }

  func text(of document: Document) async throws -> String {
    try await version(document.version, of: document).text
  }

  func version(_ number: Int?, of document: Document) async throws -> Version {
    guard let number, let version = try await documents.version(number, kind, document.id) else {
      throw Refusal(.notFound, "'\(document.id)' has no such version; the newest is \(document.version)")
    }
    return version
  }

  // MARK: Changing

  private var fields: [String] {
    ["name", "tags", "note", kind.textField]
      + (kind == .scenarios ? ["role"] : []) + (kind == .templates ? ["path"] : [])
  }

  func create(_ body: JSONBody, by user: String) async throws -> DocumentAnswer {
    let id = try body.requiredSlug("id", notIn: kind.takenIDs).text
    let text = try body.required(kind.textField, longest: Self.longestText)
    let change = try change(from: body)
    if kind == .templates, change.path == nil { throw body.refusal("path", "is missing") }
    let findings = try await survey.check(kind, id: id, text: text, path: change.path)
    let document = Document(
      kind: kind,
      id: id,
      name: change.name ?? id,
      role: change.role ?? nil,
      tags: change.tags ?? [],
      path: change.path,
      version: 1,
      createdAt: .now,
      updatedAt: .now
    )
    let added = try await documents.add([(document, text)], by: user, note: change.note, replacing: false)
    guard let stored = added?.first else { throw Refusal(.conflict, "there is a \(kind.singular) '\(id)'") }
    return DocumentAnswer(stored, text: text, findings: findings)
  }

  func change(_ document: Document, _ body: JSONBody, by user: String) async throws -> DocumentAnswer {
    let change = try change(from: body)
    let old = try await text(of: document)
    let text = change.text ?? old
    // A name or a tag says nothing that could be wrong.
    let isChecked = text != old || (change.path ?? document.path) != document.path
    let findings =
      isChecked
      ? try await survey.check(
        kind,
        id: document.id,
        text: text,
        path: change.path ?? document.path,
        companions: document.folder.map(folder.scenarioFiles)
      ) : []
    do {
      let expected = try body.number("version", 1...Int(Int32.max))
      guard let stored = try await documents.change(kind, document.id, change, expecting: expected, by: user) else {
        throw Refusal.missing(kind.singular, document.id)
      }
      return DocumentAnswer(stored, text: text, findings: findings)
    } catch let stale as StaleVersion {
      throw Refusal(.conflict, "somebody has changed it meanwhile: the newest version is \(stale.newest)")
    }
  }

  private func change(from body: JSONBody) throws -> Documents.Change {
    var change = Documents.Change()
    change.name = try body.text("name")
    change.tags = try body.texts("tags")
    change.note = try body.text("note", longest: 1000) ?? ""
    change.text = try body.text(kind.textField, longest: Self.longestText)
    if kind == .scenarios, body.has("role") { change.role = try body.word("role", ["uac", "uas"]) }
    if kind == .templates, let path = try body.text("path") { change.path = try TemplatePath(path, in: body).text }
    return change
  }
}

/// Where a template of the lab stands in a folder of templates: `send.mustache`, or `sipp/send.mustache`.
private struct TemplatePath {
  let text: String

  init(_ text: String, in body: JSONBody) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ Slug($0) != nil }), text.hasSuffix(".mustache") else {
      throw body.refusal("path", "is no file of templates, like 'send.mustache' or 'sipp/send.mustache'")
    }
    self.text = text
  }
}
#endif
