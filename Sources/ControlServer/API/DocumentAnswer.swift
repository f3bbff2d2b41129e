#if Control
/// A document as it is told; its text stands under the name that its kind has for it.
struct DocumentAnswer: Encodable, Sendable {
  private let document: Document
  private let text: String?
  /// What was found when it was saved: warnings and notes.
  private let findings: [Finding]?

  init(_ document: Document, text: String? = nil, findings: [Finding]? = nil) {
    self.document = document
    self.text = text
    self.findings = findings
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(document.id, forKey: "id")
    try fields.encode(document.name, forKey: "name")
    try fields.encode(document.tags, forKey: "tags")
    try fields.encode(document.version, forKey: "version")
    try fields.encode(document.createdAt, forKey: "created_at")
    try fields.encode(document.updatedAt, forKey: "updated_at")
    try fields.encodeIfPresent(document.role, forKey: "role")
    try fields.encodeIfPresent(document.path, forKey: "path")
    try fields.encodeIfPresent(document.partner, forKey: "partner")
    try fields.encodeIfPresent(document.jobId, forKey: "job_id")
    try fields.encodeIfPresent(document.commands, forKey: "commands")
    try fields.encodeIfPresent(text, forKey: Key(stringLiteral: document.kind.textField))
    try fields.encodeIfPresent(findings, forKey: "findings")
  }

  /// The name of a field that depends on the kind of the document.
  private struct Key: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringLiteral name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// A list of documents under the name of their kind.
struct List: Encodable, Sendable {
  let kind: DocumentKind
  let documents: [Document]
  let total: Int

  private enum Key: String, CodingKey { case scenarios, rules, templates, total }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    let key: Key =
      switch kind {
      case .scenarios: .scenarios
      case .rules: .rules
      case .templates: .templates
      }
    try fields.encode(documents.map { DocumentAnswer($0) }, forKey: key)
    try fields.encode(total, forKey: .total)
  }
}

/// A version as it is told.
struct VersionAnswer: Encodable, Sendable {
  let version: Int
  let createdAt: Timestamp
  let user: String
  let note: String
  let text: String?

  init(_ version: Version, withText: Bool) {
    self.version = version.version
    createdAt = version.createdAt
    user = version.user
    note = version.note
    text = withText ? version.text : nil
  }

  init(_ version: Version) { self.init(version, withText: false) }
}

/// What differs between two versions.
struct DiffAnswer: Encodable, Sendable {
  let from: Int
  let to: Int
  let lines: [TextDiff.Line]
}
#endif
