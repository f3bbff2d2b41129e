#if Control
import Hummingbird

/// Logging in and out, and the users.
struct AuthAPI: Sendable {
  let accounts: Accounts

  /// Anybody may send it: it is read into memory before it is known who does.
  static let largestLogin = 16 << 10

  struct LoginAnswer: Encodable {
    let token: String
    let expiresAt: Timestamp
    var tokenType = "Bearer"
  }

  struct Status: Encodable {
    let authenticated: Bool
    let user: String?
    let expiresAt: Timestamp?
  }

  struct UserAnswer: Encodable {
    let name: String
    let isAdmin: Bool
    let createdAt: Timestamp

    init(_ user: User) {
      name = user.name
      isAdmin = user.isAdmin
      createdAt = user.createdAt
    }
  }

  func addOpen(to group: RouterGroup<ControlContext>) {
    group.post("auth/login") { request, context in
      let body = try await JSONBody(request, known: ["username", "password"], largest: Self.largestLogin)
      let (token, session) = try await open(
        try body.required("username"),
        try body.required("password", longest: Accounts.longestPassword),
        from: context.peer
      )
      return try Response.json(LoginAnswer(token: token, expiresAt: session.expiresAt))
    }
    group.get("auth/status") { _, context in
      let login = context.login
      return try Response.json(
        Status(authenticated: login != nil, user: login?.user.name, expiresAt: login?.session.expiresAt)
      )
    }
  }

  func addClosed(to group: RouterGroup<ControlContext>) {
    group.post("auth/logout") { _, context in
      if let login = context.login { try await accounts.close(login.session) }
      return Response.noContent
    }
    group.put("auth/password") { request, context in
      let body = try await JSONBody(request, known: ["old_password", "new_password"])
      let user = try context.user
      let old = try body.required("old_password", longest: Accounts.longestPassword)
      guard try await accounts.gate.admits(old, to: user, keys: ["user \(user.name)"]) else {
        throw Refusal(.forbidden, "'old_password' is not the password")
      }
      try await accounts.setPassword(try newPassword(body, "new_password"), of: user.name)
      return Response.noContent
    }
    group.get("users") { _, context in
      try admin(context)
      return try Response.json(["users": try await accounts.users().map(UserAnswer.init)])
    }
    group.post("users") { request, context in
      try admin(context)
      let body = try await JSONBody(request, known: ["username", "password", "is_admin"])
      let name = try body.requiredSlug("username").text
      let password = try newPassword(body, "password")
      guard try accounts.add(name, password: password, isAdmin: try body.flag("is_admin") ?? false) else {
        throw Refusal(.conflict, "there is a user '\(name)'")
      }
      guard let user = try await accounts.user(name) else { throw Refusal.missing("user", name) }
      return try Response.json(["user": UserAnswer(user)], status: .created)
    }
    group.delete("users/{name}") { _, context in
      try admin(context)
      let name = try context.slug("name", of: "user").text
      if try context.user.name == name { throw Refusal(.conflict, "nobody removes himself") }
      guard try await accounts.remove(name) else { throw Refusal.missing("user", name) }
      return Response.noContent
    }
  }

  /// Opens a session for who knows the password.
  ///
  /// Throws `Refusal`: 401 for a wrong one, 429 after too many of them.
  func open(_ name: String, _ password: String, from peer: String?) async throws -> (token: String, session: Session) {
    let user = try await accounts.user(name)
    var keys = ["address \(peer ?? "?")"]
    if user != nil { keys.append("user \(name)") }
    guard try await accounts.gate.admits(password, to: user, keys: keys), let user,
      let opened = try await accounts.open(for: user)
    else { throw Refusal(.unauthorized, "wrong user name or password") }
    return opened
  }

  private func newPassword(_ body: JSONBody, _ field: String) throws -> String {
    let password = try body.required(field, longest: Accounts.longestPassword)
    guard password.count >= Accounts.shortestPassword else {
      throw body.refusal(field, "has less than \(Accounts.shortestPassword) letters")
    }
    return password
  }

  private func admin(_ context: ControlContext) throws {
    guard try context.user.isAdmin else { throw Refusal(.forbidden, "only an administrator may do that") }
  }
}
#endif
