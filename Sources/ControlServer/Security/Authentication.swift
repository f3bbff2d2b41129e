#if Control
import HTTPTypes
import Hummingbird

/// Lets through who has logged in: by `Authorization: Bearer`, or by the cookie that pages use.
///
/// A cookie is sent by the browser whoever asks for it, so a change by cookie needs the page token as well, in the header
/// `X-CSRF-Token` (a form's field is checked where the form is read).
struct Authentication: RouterMiddleware {
  typealias Context = ControlContext

  let accounts: Accounts
  /// Whether a reverse proxy is at the other end: then it is the last of `X-Forwarded-For` who asks.
  let isBehindProxy: Bool

  static let cookie = "pcap2scenario_session"

  func handle(
    _ request: Request,
    context: ControlContext,
    next: (Request, ControlContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.login = try await login(of: request)
    if isBehindProxy, let last = request.headers[.named("X-Forwarded-For")]?.split(separator: ",").last {
      context.peer = String(last.trimmingPrefix { $0 == " " }.prefix(64))
    }
    return try await next(request, context)
  }

  private func login(of request: Request) async throws -> ControlContext.Login? {
    let bearer = Self.bearer(request)
    guard let token = bearer ?? request.cookies[Self.cookie]?.value,
      let (session, user) = try await accounts.session(token)
    else { return nil }
    let pageToken = Accounts.pageToken(of: token)
    return ControlContext.Login(user: user, session: session, pageToken: pageToken, isByCookie: bearer == nil)
  }

  /// The token of `Authorization: Bearer TOKEN`.
  static func bearer(_ request: Request) -> String? {
    guard let value = request.headers[.authorization] else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }
}

/// Refuses who has not logged in, and changes that another page may have asked a browser for.
struct LoginNeeded: RouterMiddleware {
  typealias Context = ControlContext

  func handle(
    _ request: Request,
    context: ControlContext,
    next: (Request, ControlContext) async throws -> Response
  ) async throws -> Response {
    guard let login = context.login else {
      var refusal = Refusal(.unauthorized, "log in first: POST /api/v2/auth/login")
      refusal.headers[.wwwAuthenticate] = "Bearer"
      throw refusal
    }
    if login.isByCookie, request.method != .get, request.method != .head {
      try login.check(request.headers[.named("X-CSRF-Token")])
    }
    return try await next(request, context)
  }
}

extension ControlContext.Login {
  /// Throws `Refusal` (403) unless it is the page token.
  func check(_ token: String?) throws {
    guard let token, Secret.isEqual(Array(token.utf8), Array(pageToken.utf8)) else {
      throw Refusal(.forbidden, "this change did not come from a page of this session: load the page anew")
    }
  }
}
#endif
