#if Control
import Diagnostics
import Foundation
import Hummingbird
import NIOCore

/// The object that a request brought: what is wrong with it is told by the names of its fields.
struct JSONBody {
  private let fields: [String: JSONValue]
  /// What stands before the names of fields: `args.`.
  private let prefix: String

  /// The largest body that is read, in bytes: a text and its name.
  static let largest = 8 << 20

  /// Reads the body; throws `Refusal` (400, 413, 415) when it is no object, too large, or has fields that `known` lacks.
  init(_ request: Request, known: [String], largest: Int = largest) async throws {
    let type = request.headers[.contentType]?.split(separator: ";").first?.lowercased()
    guard type == "application/json" else { throw Refusal(.unsupportedMediaType, "send application/json") }
    let buffer = try await Self.collect(request, upTo: largest)
    guard case .object(let fields) = try? JSONDecoder().decode(JSONValue.self, from: Data(buffer.readableBytesView))
    else {
      throw Refusal(.badRequest, "the body is no JSON object")
    }
    try self.init(fields, known: known, prefix: "")
  }

  private init(_ fields: [String: JSONValue], known: [String], prefix: String) throws {
    self.fields = fields
    self.prefix = prefix
    for name in fields.keys.sorted() where !known.contains(name) {
      throw Refusal(.badRequest, "unknown field '\(prefix)\(name)'" + Spelling.suggestion(for: name, among: known))
    }
  }

  /// The body of a request; throws `Refusal` (413) when it is larger.
  static func collect(_ request: Request, upTo limit: Int) async throws -> ByteBuffer {
    do {
      return try await request.body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw Refusal(.contentTooLarge, "the body has more than \(limit) bytes")
    }
  }

  func object(_ name: String, known: [String]) throws -> JSONBody {
    guard case .object(let object) = fields[name] else { throw refusal(name, "is missing, or no object") }
    return try JSONBody(object, known: known, prefix: prefix + name + ".")
  }

  func has(_ name: String) -> Bool {
    if case .null = fields[name] ?? .null { false } else { true }
  }

  /// A text; nil when it is not given.
  func text(_ name: String, longest: Int = 200) throws -> String? {
    guard has(name) else { return nil }
    guard case .text(let text) = fields[name] else { throw refusal(name, "is no text") }
    guard text.utf8.count <= longest else { throw refusal(name, "has more than \(longest) bytes") }
    guard !text.unicodeScalars.contains("\0") else { throw refusal(name, "holds a NUL") }
    return text
  }

  /// A text that has to be there.
  func required(_ name: String, longest: Int = 200) throws -> String {
    guard let text = try text(name, longest: longest), !text.isEmpty else { throw refusal(name, "is missing") }
    return text
  }

  /// An id that has to be there, or nil where `isOptional` and not given.
  func slug(_ name: String) throws -> Slug? {
    guard let text = try text(name), !text.isEmpty else { return nil }
    guard let slug = Slug(text) else { throw refusal(name, "is no id: \(Slug.rule)") }
    return slug
  }

  /// An id that has to be there, and that can't be one of `taken`.
  func requiredSlug(_ name: String, notIn taken: Set<String> = []) throws -> Slug {
    guard let slug = try slug(name) else { throw refusal(name, "is missing") }
    if taken.contains(slug.text) { throw refusal(name, "can't be '\(slug.text)': the API has something else there") }
    return slug
  }

  /// One of these words; the first when it is not given.
  func word(_ name: String, _ words: [String]) throws -> String {
    guard let text = try text(name) else { return words[0] }
    guard words.contains(text) else { throw refusal(name, "is none of \(words.joined(separator: ", "))") }
    return text
  }

  func number(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
    guard has(name) else { return nil }
    guard case .number(let number) = fields[name], let value = Int(exactly: number), range.contains(value)
    else { throw refusal(name, "is no whole number from \(range.lowerBound) to \(range.upperBound)") }
    return value
  }

  /// A number that counts something from 1, or a text; nil when it is not given.
  func numberOrText(_ name: String) throws -> String? {
    if case .text = fields[name] { return try text(name, longest: 4096) }
    return try number(name, 1...Int(Int32.max)).map(String.init)
  }

  func flag(_ name: String) throws -> Bool? {
    guard has(name) else { return nil }
    guard case .flag(let flag) = fields[name] else { throw refusal(name, "is neither true nor false") }
    return flag
  }

  /// Texts, or one alone; none when it is not given.
  func texts(_ name: String, most: Int = 20) throws -> [String]? {
    guard has(name) else { return nil }
    if case .text = fields[name] { return try text(name).map { $0.isEmpty ? [] : [$0] } }
    var texts: [String] = []
    if case .list(let list) = fields[name] {
      for case .text(let text) in list where text.utf8.count <= 200 && !text.unicodeScalars.contains("\0") {
        texts.append(text)
      }
      if texts.count == list.count, texts.count <= most { return texts }
    }
    throw refusal(name, "is no list of at most \(most) texts of at most 200 bytes")
  }

  func refusal(_ name: String, _ what: String) -> Refusal { Refusal(.badRequest, "'\(prefix)\(name)' \(what)") }
}
#endif
