#if Control
import Foundation
import HTTPTypes
import Hummingbird

extension Request {
  /// A parameter of the query; nil when it is not there or empty.
  func query(_ name: String) -> String? {
    let value = QueryParameters(self)[name]
    return value.isEmpty ? nil : value
  }

  /// A whole number of the query.
  ///
  /// Throws `Refusal` (400) when it is none, or out of range.
  func number(_ name: String, _ range: ClosedRange<Int>, else standard: Int) throws -> Int {
    guard let text = QueryParameters(self).first(name) else { return standard }
    guard let number = Int(text), range.contains(number) else {
      throw Refusal(.badRequest, "'\(name)' is no whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Which part of a list is asked for.
  func page() throws -> (limit: Int, offset: Int) {
    (try number("limit", 1...1000, else: 100), try number("offset", 0...1_000_000_000, else: 0))
  }
}

extension RequestContext {
  /// A name or id in the path.
  ///
  /// Throws `Refusal` (404) for what can't be one: nothing is called so.
  func slug(_ parameter: String, of what: String) throws -> Slug {
    let text = parameters.get(parameter) ?? ""
    guard let slug = Slug(text) else { throw Refusal(.notFound, "there is no such \(what)") }
    return slug
  }
}
#endif
