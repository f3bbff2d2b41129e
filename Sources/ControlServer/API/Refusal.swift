#if Control
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import SystemPackage

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

  /// What is answered to an error: what it says itself, 507 where the disk is full, else 500 without what it is.
  init(_ error: any Error) {
    switch error {
    case let refusal as Refusal: self = refusal
    case let error as HTTPError where error.status == .notFound:
      self.init(.notFound, error.body ?? "there is nothing at this path")
    case let error as any HTTPResponseError: self.init(error.status, error.status.reasonPhrase.lowercased())
    case let error as AnswerTooLarge:
      self.init(.unprocessableContent, "the answer takes \(error.bytes) bytes: ask for fewer calls")
    case let error where Self.isFullDisk(error):
      self.init(.insufficientStorage, "the disk of the server is full: nothing was stored")
    default: self.init(.internalServerError, "something went wrong here; the server's log says what")
    }
  }

  private static func isFullDisk(_ error: any Error) -> Bool {
    switch error {
    case let error as Errno: error == .noSpace || error == .diskQuotaExceeded
    case let error as DatabaseError: error.resultCode == .SQLITE_FULL
    case let error as ZipFailure: error.isFullDisk
    case let error as CocoaError: error.code == .fileWriteOutOfSpace
    default: false
    }
  }
}

extension HTTPResponse.Status {
  /// RFC 4918, section 11.5.
  static var insufficientStorage: HTTPResponse.Status { .init(code: 507, reasonPhrase: "Insufficient Storage") }
}
#endif
