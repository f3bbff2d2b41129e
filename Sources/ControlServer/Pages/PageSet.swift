#if Control
import Diagnostics
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Templates

/// The templates of all pages, checked, and how they become answers.
struct PageSet: Sendable {
  private let templates: TemplateSet

  /// For text and for attributes in either kind of quotes.
  private static let escapes = Escapes([
    .init("&", "&amp;"), .init("<", "&lt;"), .init(">", "&gt;"), .init("\"", "&quot;"), .init("'", "&#39;"),
  ])

  /// Throws `Failure` when a template uses a name that its page has not.
  init() throws {
    var layers = TemplateLayers()
    layers.add(
      PageFiles.all.compactMap { path, bytes in
        guard path.hasSuffix(TemplateSource.suffix), !path.contains("/") else { return nil }
        let name = String(path.dropLast(TemplateSource.suffix.count))
        return TemplateSource(name: name, file: path, text: String(decoding: bytes, as: UTF8.self))
      }
    )
    var findings = Findings()
    let roots = Page.all.map { RootTemplate($0.name, $0.schema) }
    templates = try TemplateSet(layers, roots: roots, escapes: Self.escapes, into: &findings)
  }

  /// A page for whoever asked.
  func answer(
    _ page: Page,
    in section: Section? = nil,
    title: String,
    _ fields: [String: Value],
    to context: ControlContext,
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    var all = fields
    all["title"] = .text(title)
    all["styles"] = .list(page.styles.map(Value.text))
    all["scripts"] = .list(page.scripts.map(Value.text))
    all["user"] = .text(context.login?.user.name ?? "")
    all["page_token"] = .text(context.login?.pageToken ?? "")
    all["sections"] = .list(
      Section.allCases.map { other in
        .group(["name": .text(other.name), "path": .text(other.path), "is_here": .flag(other == section)])
      }
    )
    let text = try templates.render(page.name, all)
    return Response.data(Data(text.bytes), type: "text/html; charset=utf-8", status: status)
  }
}
#endif
