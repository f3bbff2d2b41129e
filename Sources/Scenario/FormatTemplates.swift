package import Templates

/// A format with its checked templates: all that is needed to write it.
package struct FormatTemplates: Sendable {
  package let format: Format
  package let templates: TemplateSet

  /// Whether they tell of loss and jitter, which must be measured for that.
  var tellsQuality: Bool { ["lost", "loss", "jitter", "ladder"].contains(where: templates.asks) }
}
