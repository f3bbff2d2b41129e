#if Control
import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1

/// Answers every error in the one form that the API has for it; what nobody foresaw goes to the log.
struct Refusals: RouterMiddleware {
  typealias Context = ControlContext

  func handle(
    _ request: Request,
    context: ControlContext,
    next: (Request, ControlContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPParserError {
      // The connection is at its end: the server says so itself.
      throw error
    } catch {
      let refusal = Refusal(error)
      if refusal.status.code >= 500 { context.logger.error("\(request.method) \(request.uri.path): \(error)") }
      return try refusal.response(from: request, context: context)
    }
  }
}
#endif
