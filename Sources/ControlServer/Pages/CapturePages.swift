#if Control
import Hummingbird
import Templates

/// The uploaded captures, and the place to upload more.
struct CapturePages: PageRoutes {
  let captures: Captures
  let pages: PageSet
  /// The most bytes that a capture may have.
  let largest: Int

  func add(to group: RouterGroup<ControlContext>) {
    group.get("captures") { request, context in
      let paging = try Paging(request)
      let wanted = QueryParameters(request)["q"]
      let all = try captures.list()
      let found = all.filter { wanted.isEmpty || $0.name.lowercased().contains(wanted.lowercased()) }
        .sorted { ($1.uploadedAt, $0.name) < ($0.uploadedAt, $1.name) }
      return try pages.answer(
        .captures,
        in: .captures,
        title: "Captures",
        [
          "captures": .list(found.dropFirst(paging.offset).prefix(paging.limit).map(Self.row)),
          "q": .text(wanted),
          "is_empty": .flag(all.isEmpty),
          "is_missing": .flag(found.isEmpty && !all.isEmpty),
          "largest": .text(Readable.size(largest)),
          "largest_bytes": .text(String(largest)),
          "paging": paging.value(of: found.count),
        ],
        to: context
      )
    }
  }

  private static func row(_ entry: Captures.Entry) -> Value {
    .group([
      "name": .text(entry.name),
      "size": .text(Readable.size(entry.size)),
      "uploaded": Readable.moment(entry.uploadedAt),
    ])
  }
}

extension Page {
  static let captures = Page(
    name: "captures",
    scripts: ["live.js", "upload.js"],
    fields: [
      "captures": Field(
        .rows([
          "name": Field(.text, "of the capture"),
          "size": Field(.text, "of the file"),
          "uploaded": Readable.momentField("when it came"),
        ]),
        "the newest first"
      ),
      "q": Field(.text, "what their names hold"),
      "is_empty": Field(.flag, "there is none at all"),
      "is_missing": Field(.flag, "there are some, but none with such a name"),
      "largest": Field(.text, "the largest that may be uploaded"),
      "largest_bytes": Field(.text, "the same in bytes"),
      "paging": Paging.field,
    ]
  )
}
#endif
