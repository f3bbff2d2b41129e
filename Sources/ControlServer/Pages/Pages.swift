#if Control
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Some of the pages: who has not logged in never gets there.
protocol PageRoutes: Sendable {
  func add(to group: RouterGroup<ControlContext>)
}

/// All pages, and the files that they load.
struct Pages: Sendable {
  let set: PageSet
  let login: LoginPage
  let parts: [any PageRoutes]
  /// What is not among the files of the pages, but made once of what there is elsewhere.
  let styles: [String: [UInt8]]

  /// What browsers may ask for by name, and its type.
  private static let types = [
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
  ]

  func add(to router: Router<ControlContext>) {
    router.get("static/{file}") { request, context in
      let name = context.parameters.get("file") ?? ""
      guard let type = Self.types[String(name.split(separator: ".").last ?? "")],
        let bytes = styles[name] ?? PageFiles.all[name]
      else { throw Refusal.missing("file", name) }
      return Response.data(Data(bytes), type: type, headers: [.cacheControl: "no-cache"])
    }
    router.get("favicon.ico") { _, _ in Response.seeOther("/static/icon.svg") }
    router.get("/") { _, _ in Response.seeOther(Section.captures.path) }
    login.add(to: router)
    let group = router.group().add(middleware: PageGuard(pages: set))
    for part in parts { part.add(to: group) }
  }

  /// Says on a page that there is none; for when all paths that there are have been added.
  func addRest(to router: Router<ControlContext>) {
    let group = router.group().add(middleware: PageGuard(pages: set))
    group.get("**") { _, _ -> Response in throw Refusal(.notFound, "there is no such page") }
    router.get("api/**") { _, _ -> Response in throw Refusal(.notFound, "there is nothing at this path") }
  }
}
#endif
