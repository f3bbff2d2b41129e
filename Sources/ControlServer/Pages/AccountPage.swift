#if Control
import Hummingbird
import Templates

/// Who has logged in, and for administrators all users.
struct AccountPage: PageRoutes {
  let accounts: Accounts
  let pages: PageSet

  func add(to group: RouterGroup<ControlContext>) {
    group.get("account") { _, context in
      guard let login = context.login else { throw Refusal(.unauthorized, "log in first") }
      let users = login.user.isAdmin ? try await accounts.users() : []
      return try pages.answer(
        .account,
        title: "Your account",
        [
          "is_admin": .flag(login.user.isAdmin),
          "expires": Readable.moment(login.session.expiresAt),
          "shortest": .text(String(Accounts.shortestPassword)),
          "longest": .text(String(Accounts.longestPassword)),
          "users": .list(
            users.map { other in
              .group([
                "name": .text(other.name),
                "may_all": .flag(other.isAdmin),
                "is_self": .flag(other.name == login.user.name),
                "created": Readable.moment(other.createdAt),
              ])
            }
          ),
        ],
        to: context
      )
    }
  }
}

extension Page {
  static let account = Page(
    name: "account",
    scripts: ["account.js"],
    fields: [
      "is_admin": Field(.flag, "may change users"),
      "expires": Readable.momentField("when the session ends"),
      "shortest": Field(.text, "how many letters a password has at least"),
      "longest": Field(.text, "how many it has at most"),
      "users": Field(
        .rows([
          "name": Field(.text, "of the user"),
          "may_all": Field(.flag, "an administrator"),
          "is_self": Field(.flag, "who asks"),
          "created": Readable.momentField("when the user was added"),
        ]),
        "in the order of their names; none unless an administrator asks"
      ),
    ]
  )
}
#endif
