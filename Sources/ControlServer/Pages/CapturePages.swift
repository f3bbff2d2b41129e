#if Control
import Hummingbird
import Templates

/// The uploaded captures.
struct CapturePages: Sendable {
  let captures: Captures
  let pages: PageSet

  func add(to group: RouterGroup<ControlContext>) {
    group.get("captures") { _, context in
      let rows = try captures.list().map { entry -> Value in
        .group([
          "name": .text(entry.name),
          "size": .text(String(entry.size)),
          "uploaded_at": .text(entry.uploadedAt.rawValue),
        ])
      }
      return try pages.answer(.captures, in: .captures, title: "Captures", ["captures": .list(rows)], to: context)
    }
  }
}

extension Page {
  static let captures = Page(
    name: "captures",
    fields: [
      "captures": Field(
        .list(
          .group(
            TemplateSchema([
              "name": Field(.text, "of the capture"),
              "size": Field(.text, "in bytes"),
              "uploaded_at": Field(.text, "ISO 8601, UTC"),
            ])
          )
        ),
        "in the order of their names"
      )
    ]
  )
}
#endif
