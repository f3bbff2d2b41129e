internal import Diagnostics

extension TemplateSchema {
  /// Values as the library wants them, each field of the schema among them.
  ///
  /// A field left out would be looked up in the scopes around, and found there under the same name.
  func rendered(_ values: [String: Value]) throws(Mismatch) -> GroupValue {
    if let name = values.keys.filter({ fields[$0] == nil }).min() {
      throw Mismatch("the schema of templates has no '\(name)'")
    }
    var object: [String: Any] = [:]
    object.reserveCapacity(fields.count)
    for (name, field) in fields {
      do throws(Mismatch) {
        object[name] = try field.kind.rendered(values[name])
      } catch {
        throw error.inside(name)
      }
    }
    return GroupValue(fields: object)
  }
}

/// A value that is not what the schema says.
struct Mismatch: Error {
  private let what: String
  /// The names around it, the innermost first.
  private var path: [String] = []

  init(_ what: String) {
    self.what = what
  }

  func inside(_ name: String) -> Mismatch {
    var mismatch = self
    mismatch.path.append(name)
    return mismatch
  }

  var failure: Failure {
    Failure(.rules, "template-value", (path.isEmpty ? "" : path.reversed().joined(separator: ".") + ": ") + what)
  }
}

extension FieldKind {
  fileprivate func rendered(_ value: Value?) throws(Mismatch) -> Any {
    switch (self, value) {
    case (.text, .text(let text)): return TextValue(text.utf8)
    case (.text, .bytes(let bytes)): return TextValue(bytes)
    case (.text, nil), (.group, nil): return TextValue()
    case (.choice(let words), .text(let word)):
      guard words.contains(word) else { throw Mismatch("'\(word)' is not one of its words") }
      return word
    case (.flag, .flag(let flag)): return flag
    case (.flag, nil): return false
    case (.list(let element), .list(let values)):
      var objects: [Any] = []
      objects.reserveCapacity(values.count)
      for value in values { objects.append(try element.rendered(value)) }
      return objects
    case (.list, nil): return [Any]()
    case (.group(let schema), .group(let values)): return try schema.rendered(values)
    default: throw Mismatch(value == nil ? "it must be given" : "the value is not \(self)")
    }
  }
}
