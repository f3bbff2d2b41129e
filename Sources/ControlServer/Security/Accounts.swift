#if Control
import Foundation
import GRDB

/// Users and their sessions.
struct Accounts: Sendable {
  let store: Store
  let gate: LoginGate

  static let sessionHours = 12.0
  static let shortestPassword = 8
  static let longestPassword = 1024

  init(store: Store) throws {
    self.store = store
    gate = try LoginGate()
  }

  /// Makes the user `admin` where there is no user at all; the password when it was made up, to be printed once.
  func makeFirstUser(password: String?) throws -> String? {
    guard try store.pool.read({ try User.fetchCount($0) }) == 0 else { return nil }
    let chosen = try password ?? Secret.token()
    guard chosen.count >= Self.shortestPassword else { throw PasswordTooShort() }
    try add("admin", password: chosen, isAdmin: true)
    return password == nil ? chosen : nil
  }

  /// Adds a user; false when there is one of this name.
  @discardableResult
  func add(_ name: String, password: String, isAdmin: Bool) throws -> Bool {
    let user = User(name: name, password: try PasswordHash(of: password).text, isAdmin: isAdmin, createdAt: .now)
    return try store.pool.write { database in
      if try User.exists(database, key: name) { return false }
      try user.insert(database)
      return true
    }
  }

  func user(_ name: String) async throws -> User? {
    try await store.pool.read { try User.fetchOne($0, key: name) }
  }

  func users() async throws -> [User] {
    try await store.pool.read { try User.order(Column("name")).fetchAll($0) }
  }

  /// Removes a user and his sessions; false when there is none.
  func remove(_ name: String) async throws -> Bool {
    try await store.pool.write { try User.deleteOne($0, key: name) }
  }

  /// Changes a password; all sessions of the user end.
  func setPassword(_ password: String, of name: String) async throws {
    let hash = try PasswordHash(of: password).text
    try await store.pool.write { database in
      try database.execute(sql: "UPDATE user SET password = ? WHERE name = ?", arguments: [hash, name])
      try Session.filter(Column("user") == name).deleteAll(database)
    }
  }

  /// Opens a session: its token is told once and can't be found out from the database.
  ///
  /// Nil when the user has been removed, or his password changed, since it was checked.
  func open(for user: User) async throws -> (token: String, session: Session)? {
    let token = try Secret.token()
    let expiry = Timestamp(Date(timeIntervalSinceNow: Self.sessionHours * 3600))
    let session = Session(hash: Secret.digest(token), user: user.name, expiresAt: expiry)
    return try await store.pool.write { database in
      guard try User.fetchOne(database, key: user.name)?.password == user.password else { return nil }
      try Session.filter(Column("expires_at") < Timestamp.now).deleteAll(database)
      try session.insert(database)
      return (token, session)
    }
  }

  /// The session of a token, with its user; nil when there is none or it expired.
  func session(_ token: String) async throws -> (session: Session, user: User)? {
    let hash = Secret.digest(token)
    return try await store.pool.read { database in
      guard let session = try Session.fetchOne(database, key: hash), session.expiresAt > .now,
        let user = try User.fetchOne(database, key: session.user)
      else { return nil }
      return (session, user)
    }
  }

  func close(_ session: Session) async throws {
    _ = try await store.pool.write { try session.delete($0) }
  }

  /// What a page must send back to change something, beside the cookie: nobody else's page can read it.
  static func pageToken(of token: String) -> String { Secret.digest("page:" + token) }
}

/// The password of the first user is one that nobody could change to.
struct PasswordTooShort: Error, CustomStringConvertible {
  var description: String { "the password of 'admin' has less than \(Accounts.shortestPassword) letters" }
}
#endif
