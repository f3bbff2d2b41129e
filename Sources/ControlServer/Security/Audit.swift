#if Control
import GRDB
import HTTPTypes
import Hummingbird
import Logging

/// Writes down every request that may change something: who, what, and how it ended.
///
/// Of those who have not logged in only the attempts to, as far as the gate lets them try: all else is refused before it
/// touches anything, and a stranger can't fill the disk.
struct Audit: RouterMiddleware {
  typealias Context = ControlContext

  let store: Store

  /// About how many entries are kept, the newest.
  static let most: Int64 = 100_000

  /// Asked by POST because it sends a text, but nothing is changed: a page asks it while somebody types.
  private static let harmless = "/api/v2/rules/preview"

  func handle(
    _ request: Request,
    context: ControlContext,
    next: (Request, ControlContext) async throws -> Response
  ) async throws -> Response {
    guard request.method != .get, request.method != .head, request.method != .options,
      request.uri.path != Self.harmless
    else {
      return try await next(request, context)
    }
    do {
      let response = try await next(request, context)
      await note(request, context, response.status.code)
      return response
    } catch {
      await note(request, context, Refusal(error).status.code)
      throw error
    }
  }

  private func note(_ request: Request, _ context: ControlContext, _ status: Int) async {
    let isLogin = request.uri.path.hasSuffix("/login") && (status < 400 || status == 401)
    guard context.login != nil || isLogin else { return }
    let entry = AuditEntry(
      at: .now,
      user: context.login?.user.name,
      address: context.peer,
      method: request.method.rawValue,
      path: String(request.uri.path.prefix(500)),
      status: status
    )
    do {
      try await store.pool.write { database in
        try entry.insert(database)
        let number = database.lastInsertedRowID
        if number.isMultiple(of: 1000) {
          try AuditEntry.filter(Column("number") <= number - Self.most).deleteAll(database)
        }
      }
    } catch {
      context.logger.error("not audited: \(entry.method) \(entry.path) \(status): \(error)")
    }
  }

  /// Which entries a list holds; the newest come first.
  struct Query: Sendable {
    /// Nil for everybody's.
    var user: String?
    /// What the paths hold; nil for any.
    var path: String?
    var limit = 100
    var offset = 0
  }

  static func list(_ store: Store, _ query: Query) async throws -> (entries: [AuditEntry], total: Int) {
    try await store.pool.read { database in
      var wanted = AuditEntry.all()
      if let user = query.user { wanted = wanted.filter(Column("user") == user) }
      if let path = query.path { wanted = wanted.filter(sql: "instr(path, ?) > 0", arguments: [path]) }
      return (
        try wanted.order(Column("number").desc).limit(query.limit, offset: query.offset).fetchAll(database),
        try wanted.fetchCount(database)
      )
    }
  }
}
#endif
