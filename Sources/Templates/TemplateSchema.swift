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
}
