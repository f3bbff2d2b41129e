#if Control
import Templates

extension FieldKind {
  /// Rows of a table, each with these fields.
  static func rows(_ fields: [String: Field]) -> FieldKind { .list(.group(TemplateSchema(fields))) }
}

extension Field {
  /// Where a link leads; empty for none.
  static let link = Field(.text, "a path; empty for none")
}
#endif
