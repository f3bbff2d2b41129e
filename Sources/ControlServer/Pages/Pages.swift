#if Control
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// All pages, and the files that they load.
struct Pages: Sendable {
  let set: PageSet
  let login: LoginPage
  let captures: CapturePages

  /// What browsers may ask for by name, and its type.
  private static let types = [
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
  ]

  func add(to router: Router<ControlContext>) {
    router.get("static/{file}") { request, context in
      let name = context.parameters.get("file") ?? ""
      guard let type = Self.types[String(name.split(separator: ".").last ?? "")], let bytes = PageFiles.all[name] else {
        throw Refusal.missing("file", name)
      }
      return Response.data(Data(bytes), type: type, headers: [.cacheControl: "no-cache"])
    }
    router.get("favicon.ico") { _, _ in Response.seeOther("/static/icon.svg") }
    router.get("/") { _, _ in Response.seeOther(Section.captures.path) }
    login.add(to: router)
    let group = router.group().add(middleware: PageGuard(pages: set))
    captures.add(to: group)
  }
}
#endif
