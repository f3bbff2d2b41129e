package import Templates

/// A format with its checked templates: all that is needed to write it.
package struct FormatTemplates: Sendable {
  package let format: Format
  package let templates: TemplateSet
}
