#if Control
import HTTPTypes
import Foundation
import Hummingbird
import Logging
import Templates

/// Sends who has not logged in to the page for it, and tells why a page can't be shown on a page of its own.
struct PageGuard: RouterMiddleware {
  typealias Context = ControlContext

  let pages: PageSet

  func handle(
    _ request: Request,
    context: ControlContext,
    next: (Request, ControlContext) async throws -> Response
  ) async throws -> Response {
    guard context.login != nil else {
      let wanted = request.method == .get ? request.uri.string : "/"
      return .seeOther("/login?next=" + (wanted.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? "/"))
    }
    do {
      return try await next(request, context)
    } catch {
      return try pages.answer(Refusal(error, of: request, in: context), to: context)
    }
  }
}

extension Page {
  /// Why a page can't be shown.
  static let refusal = Page(
    name: "refusal",
    fields: [
      "status": Field(.text, "the status of HTTP"),
      "message": Field(.text, "why"),
      "findings": FindingRows.field,
    ]
  )
}

extension PageSet {
  func answer(_ refusal: Refusal, to context: ControlContext) throws -> Response {
    try answer(
      .refusal,
      title: refusal.message,
      [
        "status": .text(String(refusal.status.code)),
        "message": .text(refusal.message),
        "findings": FindingRows.value(refusal.findings ?? []),
      ],
      to: context,
      status: refusal.status
    )
  }
}
#endif
