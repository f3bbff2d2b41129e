internal import Diagnostics

extension TemplateSchema {
  /// Values as the library wants them, each field of the schema among them.
  ///
  /// A field left out would be looked up in the scopes around, and found there under the same name.
  func rendered(_ values: [String: Value], at path: String) throws(Failure) -> [String: Any] {
    for name in values.keys.sorted() where fields[name] == nil {
      throw mismatch("the schema of templates has no '\(name)'", at: path)
    }
    var object: [String: Any] = [:]
    for (name, field) in fields {
      object[name] = try field.kind.rendered(values[name], at: path.isEmpty ? name : "\(path).\(name)")
    }
    return object
  }
}

extension FieldKind {
  fileprivate func rendered(_ value: Value?, at path: String) throws(Failure) -> Any {
    switch (self, value) {
    case (.text, .text(let text)): return rendered(text.utf8)
    case (.text, .bytes(let bytes)): return rendered(bytes)
    case (.text, nil), (.group, nil): return Nothing()
    case (.choice(let words), .text(let word)):
      guard words.contains(word) else { throw mismatch("'\(word)' is not one of its words", at: path) }
      return word
    case (.flag, .flag(let flag)): return flag
    case (.flag, nil): return false
    case (.list(let element), .list(let values)):
      var objects: [Any] = []
      objects.reserveCapacity(values.count)
      for value in values { objects.append(try element.rendered(value, at: path)) }
      return objects
    case (.list, nil): return [Any]()
    case (.group(let schema), .group(let values)): return try schema.rendered(values, at: path)
    default: throw mismatch(value == nil ? "it must be given" : "the value is not \(self)", at: path)
    }
  }

  private func rendered(_ bytes: some Collection<UInt8>) -> Any {
    bytes.isEmpty ? Nothing() : ByteText.hidden(bytes)
  }
}

private func mismatch(_ what: String, at path: String) -> Failure {
  Failure(.rules, "template-value", path.isEmpty ? what : "\(path): \(what)")
}
