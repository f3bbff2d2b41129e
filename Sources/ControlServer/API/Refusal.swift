#if Control
import Foundation
import HTTPTypes
import Hummingbird

/// Why a request is not done: a status, a line of text, and what was found wrong with a text that was sent.
struct Refusal: Error, HTTPResponseError {
  let status: HTTPResponse.Status
  let message: String
  var findings: [Finding]?
  var headers: HTTPFields = [:]

  init(_ status: HTTPResponse.Status, _ message: String, findings: [Finding]? = nil) {
    self.status = status
    self.message = message
    self.findings = findings
  }

  /// The form of every answer that says no.
  struct Body: Encodable {
    let error: String
    let findings: [Finding]?
  }

  func response(from request: Request, context: some RequestContext) throws -> Response {
    try .json(Body(error: message, findings: findings), status: status, headers: headers)
  }

  static func missing(_ what: String, _ name: String) -> Refusal {
    Refusal(.notFound, "there is no \(what) '\(name)'")
  }
}
#endif
