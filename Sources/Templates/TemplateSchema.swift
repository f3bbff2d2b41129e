/// The names that templates may use, and what stands behind each of them.
package struct TemplateSchema: Hashable, Sendable {
  package let fields: [String: Field]

  package init(_ fields: [String: Field]) {
    self.fields = fields
  }

  /// Every field at every depth by its dotted path (`steps.kind`), in the order of the paths.
  package var listing: [(path: String, field: Field)] {
    fields.sorted { $0.key < $1.key }.flatMap { name, field in
      let inner = field.kind.members?.listing ?? []
      return [(path: name, field: field)] + inner.map { (path: "\(name).\($0.path)", field: $0.field) }
    }
  }

  /// The same for a reader: names inside a group that was listed before are not listed again; `sameAs` is the path of the
  /// first one.
  package var digest: [(path: String, field: Field, sameAs: String?)] {
    var known: [TemplateSchema: String] = [:]
    return digest(under: "", &known)
  }

  private func digest(
    under path: String,
    _ known: inout [TemplateSchema: String]
  ) -> [(path: String, field: Field, sameAs: String?)] {
    var rows: [(path: String, field: Field, sameAs: String?)] = []
    for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
      let own = path + name
      guard let members = field.kind.members else {
        rows.append((own, field, nil))
        continue
      }
      rows.append((own, field, known[members]))
      if known[members] != nil { continue }
      known[members] = own
      rows += members.digest(under: own + ".", &known)
    }
    return rows
  }
}
