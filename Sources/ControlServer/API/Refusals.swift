#if Control
import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1

/// Answers every error in the one form that the API has for it.
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
      return try Refusal(error, of: request, in: context).response(from: request, context: context)
    }
  }
}

extension Refusal {
  /// What is answered to an error; what nobody foresaw goes to the log.
  init(_ error: any Error, of request: Request, in context: ControlContext) {
    self.init(error)
    if status.code >= 500 { context.logger.error("\(request.method) \(request.uri.path): \(error)") }
  }
}
#endif
