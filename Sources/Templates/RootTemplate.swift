package import Diagnostics

/// A template that is rendered by itself, and the names that it and its partials may use.
package struct RootTemplate: Sendable {
  package let name: String
  package let schema: TemplateSchema
  /// Who asks for it; nil for the program itself.
  package let location: Location?

  package init(_ name: String, _ schema: TemplateSchema, at location: Location? = nil) {
    self.name = name
    self.schema = schema
    self.location = location
  }
}
