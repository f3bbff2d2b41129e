#if Control
import Hummingbird

/// The fields of a form that a browser sent.
struct Form: Sendable {
  private let fields: [String: String]

  /// Throws `Refusal` when the body is no form, or too large.
  init(_ request: Request) async throws {
    let type = request.headers[.contentType]?.split(separator: ";").first?.lowercased()
    guard type == "application/x-www-form-urlencoded" else { throw Refusal(.unsupportedMediaType, "send a form") }
    let buffer = try await JSONBody.collect(request, upTo: 64 << 10)
    guard let fields = try? URLEncodedFormDecoder().decode([String: String].self, from: String(buffer: buffer)) else {
      throw Refusal(.badRequest, "the form can't be read")
    }
    self.fields = fields
  }

  /// A field; empty when it is not there.
  subscript(_ name: String) -> String { fields[name] ?? "" }
}
#endif
