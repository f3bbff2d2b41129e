#if Control
import Templates

/// A page: its template in `Sources/CPages/pages`, and the fields that this may use besides those of the frame.
struct Page: Sendable {
  let name: String
  /// Files of `Sources/CPages/pages` that it loads before those of every page.
  var styles: [String] = []
  /// Files that it loads behind those of every page.
  var scripts: [String] = []
  let fields: [String: Field]

  /// Every page there is; all of them are checked when the server starts.
  static let all: [Page] = [
    .login, .refusal,
    .captures, .calls, .call, .jobs, .job, .audit, .account,
    .scenario, .explanation, .documents, .document, .editor, .diff, .importing,
  ]

  /// What the frame of every page needs: head, navigation, foot.
  static let frame: [String: Field] = [
    "title": Field(.text, "what stands in the head of the window"),
    "styles": Field(.list(.text), "its style sheets"),
    "scripts": Field(.list(.text), "its scripts"),
    "user": Field(.text, "who has logged in; empty for nobody"),
    "page_token": Field(.text, "what a form or a script sends back with a change"),
    "sections": Field(
      .list(
        .group(
          TemplateSchema([
            "name": Field(.text, "of the section"),
            "path": Field(.text, "where it begins"),
            "is_here": Field(.flag, "the page is in it"),
          ])
        )
      ),
      "the navigation"
    ),
  ]

  var schema: TemplateSchema { TemplateSchema(Self.frame.merging(fields) { frame, _ in frame }) }
}

/// A part of the server as the navigation names it.
enum Section: String, CaseIterable, Sendable {
  case captures, jobs, scenarios, rules, templates, audit

  var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  var path: String { "/" + rawValue }
}
#endif
