#if Control
import HTTPTypes
import Hummingbird

/// Says with every answer what a browser may do with it: load from here only, run no script but ours, be in no frame.
struct SecurityHeaders: RouterMiddleware {
  typealias Context = ControlContext

  /// No script and no style inside of a page, and nothing from another host.
  static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    """

  func handle(
    _ request: Request,
    context: ControlContext,
    next: (Request, ControlContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.contentSecurityPolicy] = Self.policy
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.named("Referrer-Policy")] = "no-referrer"
    response.headers[.named("Cross-Origin-Opener-Policy")] = "same-origin"
    response.headers[.crossOriginResourcePolicy] = "same-origin"
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    return response
  }
}

#endif
