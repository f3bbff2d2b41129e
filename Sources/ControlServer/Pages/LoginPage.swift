#if Control
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Templates

/// The page to log in by, and the way out.
struct LoginPage: Sendable {
  let auth: AuthAPI
  let pages: PageSet
  let isBehindTLS: Bool

  func add(to router: Router<ControlContext>) {
    router.get("login") { request, context in
      try form(request.query("next"), nil, name: "", context)
    }
    router.post("login") { request, context in
      let form = try await Form(request)
      // A browser tells where a form came from; a page of somebody else's must not log anybody in.
      if let origin = request.headers[.origin], origin != "null", let host = request.head.authority {
        guard origin.hasSuffix("://" + host) else { throw Refusal(.forbidden, "this form came from another page") }
      }
      do {
        let (token, _) = try await auth.open(form["username"], form["password"], from: context.peer)
        var response = Response.seeOther(Self.localPath(form["next"]))
        response.setCookie(cookie(token))
        return response
      } catch let refusal as Refusal {
        return try self.form(form["next"], refusal, name: form["username"], context)
      }
    }
    router.post("logout") { request, context in
      let form = try await Form(request)
      if let login = context.login {
        try login.check(form["page_token"])
        try await auth.accounts.close(login.session)
      }
      var response = Response.seeOther("/login")
      response.setCookie(cookie(""))
      return response
    }
  }

  private func form(_ next: String?, _ refusal: Refusal?, name: String, _ context: ControlContext) throws -> Response {
    try pages.answer(
      .login,
      title: "Log in",
      [
        "next": .text(Self.localPath(next ?? "")),
        "message": .text(refusal?.message ?? ""),
        "name": .text(name),
      ],
      to: context,
      status: refusal?.status ?? .ok
    )
  }

  private func cookie(_ token: String) -> Cookie {
    Cookie(
      name: Authentication.cookie,
      value: token,
      maxAge: token.isEmpty ? 0 : Int(Accounts.sessionHours * 3600),
      path: "/",
      secure: isBehindTLS,
      httpOnly: true,
      sameSite: .strict
    )
  }

  /// A path of this server, whatever was asked for: nobody is sent elsewhere.
  private static func localPath(_ text: String) -> String {
    let isLocal = text.hasPrefix("/") && !text.hasPrefix("//") && !text.contains("\\")
    let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F }
    return isLocal && isPlain ? text : "/"
  }
}

extension Page {
  static let login = Page(
    name: "login",
    fields: [
      "next": Field(.text, "where to go afterwards"),
      "message": Field(.text, "why it did not work; empty at first"),
      "name": Field(.text, "the name that was tried"),
    ]
  )
}
#endif
