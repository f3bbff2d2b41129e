#if Control
import Foundation
import Hummingbird
import Templates

/// The part of a list that a page shows, and the ways to the parts beside it.
struct Paging: Sendable {
  let limit: Int
  let offset: Int
  private let path: String
  private let query: [(name: String, value: String)]

  /// Reads `limit` and `offset`; what else is asked for stays in the links.
  init(_ request: Request, standard: Int = 50) throws {
    limit = try request.number("limit", 1...1000, else: standard)
    offset = try request.number("offset", 0...1_000_000_000, else: 0)
    path = request.uri.path
    query = QueryParameters(request).pairs.filter { $0.name != "offset" }
  }

  /// What the partial `paging` shows.
  func value(of total: Int) -> Value {
    let last = min(offset + limit, total)
    return .group([
      "first": .text(String(min(offset + 1, last))),
      "last": .text(String(last)),
      "total": .text(String(total)),
      "previous": .text(offset > 0 ? link(to: max(0, offset - limit)) : ""),
      "next": .text(last < total ? link(to: last) : ""),
    ])
  }

  private func link(to offset: Int) -> String { Self.link(path, query + [("offset", String(offset))]) }

  /// A path of this server with a query; values that are empty are left out.
  static func link(_ path: String, _ query: [(name: String, value: String)]) -> String {
    let pairs = query.filter { !$0.value.isEmpty }.map { "\(escaped($0.name))=\(escaped($0.value))" }
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
  }

  private static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }

  /// RFC 3986 section 2.3.
  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
  )

  static let field = Field(
    .group(
      TemplateSchema([
        "first": Field(.text, "the first that is shown, from 1"),
        "last": Field(.text, "the last that is shown"),
        "total": Field(.text, "how many there are"),
        "previous": Field(.text, "where the part before is; empty for none"),
        "next": Field(.text, "where the part behind is; empty for none"),
      ])
    ),
    "which part of the list is shown"
  )
}
#endif
