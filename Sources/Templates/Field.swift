/// A name that templates may use.
package struct Field: Hashable, Sendable {
  package let kind: FieldKind
  /// What it is, in one line for whoever writes a template.
  package let help: String

  package init(_ kind: FieldKind, _ help: String) {
    self.kind = kind
    self.help = help
  }
}
