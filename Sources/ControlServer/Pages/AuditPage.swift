#if Control
import Hummingbird
import Templates

/// Who changed what.
struct AuditPage: PageRoutes {
  let store: Store
  let pages: PageSet

  func add(to group: RouterGroup<ControlContext>) {
    group.get("audit") { request, context in
      let paging = try Paging(request)
      let query = QueryParameters(request)
      let (user, path) = (query["user"], query["path"])
      let (entries, total) = try await Audit.list(
        store,
        .init(
          user: user.isEmpty ? nil : user,
          path: path.isEmpty ? nil : path,
          limit: paging.limit,
          offset: paging.offset
        )
      )
      return try pages.answer(
        .audit,
        in: .audit,
        title: "Audit",
        [
          "entries": .list(entries.map(Self.row)),
          "user_asked": .text(user),
          "path_asked": .text(path),
          "is_missing": .flag(total == 0),
          "paging": paging.value(of: total),
        ],
        to: context
      )
    }
  }

  private static func row(_ entry: AuditEntry) -> Value {
    .group([
      "at": Readable.moment(entry.at),
      "who": .text(entry.user ?? ""),
      "address": .text(entry.address ?? ""),
      "method": .text(entry.method),
      "path": .text(entry.path),
      "status": .text(String(entry.status)),
      "sort": .text(entry.status < 400 ? "success" : "failure"),
    ])
  }
}

extension Page {
  static let audit = Page(
    name: "audit",
    fields: [
      "entries": Field(
        .rows([
          "at": Readable.momentField("when"),
          "who": Field(.text, "the user; empty for nobody who had logged in"),
          "address": Field(.text, "where the request came from"),
          "method": Field(.text, "of HTTP"),
          "path": Field(.text, "what was asked for"),
          "status": Field(.text, "how it ended"),
          "sort": Field(.text, "success or failure"),
        ]),
        "the newest first"
      ),
      "user_asked": Field(.text, "whose entries are asked for"),
      "path_asked": Field(.text, "what the paths hold"),
      "is_missing": Field(.flag, "there is no such entry"),
      "paging": Paging.field,
    ]
  )
}
#endif
