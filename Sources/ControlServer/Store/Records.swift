#if Control
import GRDB

/// A row whose columns are the names of its properties in snake case.
protocol StoredRecord: Codable, Sendable, FetchableRecord, PersistableRecord {}

extension StoredRecord {
  static var databaseColumnEncodingStrategy: DatabaseColumnEncodingStrategy { .convertToSnakeCase }
  static var databaseColumnDecodingStrategy: DatabaseColumnDecodingStrategy { .convertFromSnakeCase }
}

/// Somebody who may log in.
struct User: StoredRecord {
  static let databaseTableName = "user"
  var name: String
  /// How `PasswordHash` writes it; never the password.
  var password: String
  var isAdmin: Bool
  var createdAt: Timestamp
}

/// A log-in that has not expired.
struct Session: StoredRecord {
  static let databaseTableName = "session"
  /// SHA-256 of the token: who reads the database can't log in with what stands there.
  var hash: String
  var user: String
  var expiresAt: Timestamp
}

/// A change that somebody made, or tried to make.
struct AuditEntry: StoredRecord {
  static let databaseTableName = "audit"
  var number: Int64?
  var at: Timestamp
  var user: String?
  var address: String?
  var method: String
  var path: String
  var status: Int
}
#endif
