#if Control
import Foundation
import GRDB

/// The lab's scenarios, rule sets and templates, each with all of its versions.
struct Documents: Sendable {
  let store: Store

  /// Which documents a list holds.
  struct Query: Sendable {
    var kind: DocumentKind
    /// Words that all stand in the id, the name, a tag or the role.
    var words: [String] = []
    /// Of scenarios; nil for both.
    var role: String?
    /// A tag that they have; nil for any.
    var tag: String?
    var limit = 100
    var offset = 0
  }

  /// What is written over a document; nil leaves what there is.
  struct Change: Sendable {
    var name: String?
    var role: String??
    var tags: [String]?
    var path: String?
    var text: String?
    var note = ""
  }

  func list(_ query: Query) async throws -> (documents: [Document], total: Int) {
    try await store.pool.read { database in
      var condition: SQL = "kind = \(query.kind.rawValue)"
      for word in query.words {
        let pattern = "%" + Self.escaped(word) + "%"
        condition +=
          " AND (id || ' ' || name || ' ' || coalesce(role, '') || ' ' || tags) LIKE \(pattern) ESCAPE '\\'"
      }
      if let role = query.role { condition += " AND role = \(role)" }
      if let tag = query.tag {
        condition += " AND EXISTS (SELECT 1 FROM json_each(document.tags) WHERE json_each.value = \(tag))"
      }
      let total = try SQLRequest<Int>("SELECT count(*) FROM document WHERE \(condition)").fetchOne(database) ?? 0
      let documents = try SQLRequest<Document>(
        """
        SELECT * FROM document WHERE \(condition) ORDER BY updated_at DESC, id
        LIMIT \(query.limit) OFFSET \(query.offset)
        """
      ).fetchAll(database)
      return (documents, total)
    }
  }

  private static func escaped(_ word: String) -> String {
    word.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }

  func find(_ kind: DocumentKind, _ id: String) async throws -> Document? {
    try await store.pool.read { try Document.fetchOne($0, key: ["kind": kind.rawValue, "id": id]) }
  }

  /// The newest text of each document of a kind, or of those named.
  func texts(_ kind: DocumentKind, ids: [String]? = nil) async throws -> [(document: Document, text: String)] {
    try await store.pool.read { database in
      let all = try Document.filter(Column("kind") == kind.rawValue).order(Column("id")).fetchAll(database)
      return try all.filter { ids?.contains($0.id) ?? true }.compactMap { document in
        try Self.version(document.version, kind, document.id, in: database).map { (document, $0.text) }
      }
    }
  }

  func version(_ number: Int, _ kind: DocumentKind, _ id: String) async throws -> Version? {
    try await store.pool.read { try Self.version(number, kind, id, in: $0) }
  }

  private static func version(_ number: Int, _ kind: DocumentKind, _ id: String, in database: Database) throws
    -> Version?
  {
    try Version.fetchOne(database, key: ["kind": kind.rawValue, "id": id, "version": number])
  }

  /// All versions without their texts, the newest first.
  func versions(_ kind: DocumentKind, _ id: String) async throws -> [Version] {
    try await store.pool.read { database in
      try SQLRequest<Version>(
        """
        SELECT kind, id, version, '' AS text, created_at, user, note, folder FROM version
        WHERE kind = \(kind.rawValue) AND id = \(id) ORDER BY version DESC
        """
      ).fetchAll(database)
    }
  }

  /// Adds documents, all or none; where one of the id is there, the text becomes its next version when `replacing`,
  /// else nothing is changed and nil comes back.
  func add(_ new: [(document: Document, text: String)], by user: String, note: String, replacing: Bool) async throws
    -> [Document]?
  {
    try await store.pool.write { database in
      var added: [Document] = []
      for (document, text) in new {
        var document = document
        let key = ["kind": document.kind.rawValue, "id": document.id]
        if let old = try Document.fetchOne(database, key: key) {
          guard replacing else { return nil }
          document.version = old.version + 1
          document.createdAt = old.createdAt
          document.name = old.name
          document.tags = old.tags
          try document.update(database)
        } else {
          try document.insert(database)
        }
        try Self.insert(text, of: document, by: user, note: note, in: database)
        added.append(document)
      }
      return added
    }
  }

  /// Changes a document, with a new version where the text differs.
  ///
  /// Nil when there is none of this id; throws `StaleVersion` when `expected` is not its newest version.
  func change(_ kind: DocumentKind, _ id: String, _ change: Change, expecting expected: Int?, by user: String)
    async throws
    -> Document?
  {
    try await store.pool.write { database in
      guard var document = try Document.fetchOne(database, key: ["kind": kind.rawValue, "id": id]) else { return nil }
      if let expected, expected != document.version { throw StaleVersion(newest: document.version) }
      document.name = change.name ?? document.name
      if let role = change.role { document.role = role }
      document.tags = change.tags ?? document.tags
      document.path = change.path ?? document.path
      document.updatedAt = .now
      let old = try Self.version(document.version, kind, id, in: database)
      if let text = change.text, text != old?.text {
        document.version += 1
        try document.update(database)
        try Self.insert(text, of: document, by: user, note: change.note, in: database)
      } else {
        try document.update(database)
      }
      return document
    }
  }

  private static func insert(
    _ text: String,
    of document: Document,
    by user: String,
    note: String,
    in database: Database
  )
    throws
  {
    try Version(
      kind: document.kind,
      id: document.id,
      version: document.version,
      text: text,
      createdAt: document.updatedAt,
      user: user,
      note: note,
      folder: document.folder
    ).insert(database)
  }

  /// Removes a document with all versions, and tells the folders of the library that nobody uses any more; nil when there
  /// is none.
  func remove(_ kind: DocumentKind, _ id: String) async throws -> Set<String>? {
    try await store.pool.write { database in
      let key = ["kind": kind.rawValue, "id": id]
      guard let document = try Document.fetchOne(database, key: key) else { return nil }
      let own = try SQLRequest<String>(
        "SELECT DISTINCT folder FROM version WHERE kind = \(kind.rawValue) AND id = \(id) AND folder IS NOT NULL"
      ).fetchSet(database)
      try document.delete(database)
      try database.execute(
        sql: "UPDATE document SET partner = NULL WHERE kind = ? AND partner = ?",
        arguments: [kind, id]
      )
      return own.subtracting(try Self.folders(in: database))
    }
  }

  /// The folders of the library that versions of scenarios use.
  func folders() throws -> Set<String> {
    try store.pool.read { try Self.folders(in: $0) }
  }

  private static func folders(in database: Database) throws -> Set<String> {
    try SQLRequest<String>("SELECT DISTINCT folder FROM version WHERE folder IS NOT NULL").fetchSet(database)
  }
}

/// Somebody else has changed the document meanwhile.
struct StaleVersion: Error {
  let newest: Int
}
#endif
