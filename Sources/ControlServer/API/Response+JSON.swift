#if Control
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension JSONEncoder {
  /// How everything is written that the API tells: names in snake case, the same order each time.
  static var api: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}

extension Response {
  /// An answer in JSON.
  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) throws
    -> Response
  {
    data(try JSONEncoder.api.encode(value), type: "application/json", status: status, headers: headers)
  }

  /// Bytes of a type.
  static func data(
    _ data: Data,
    type: String,
    status: HTTPResponse.Status = .ok,
    headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = type
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: data)))
  }

  static var noContent: Response { Response(status: .noContent) }

  /// To another page, after a form.
  static func seeOther(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}
#endif
