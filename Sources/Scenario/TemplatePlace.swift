package import Diagnostics
import Templates

/// Where a rule set has templates that go with it.
package enum TemplatePlace: Sendable {
  /// A folder of the built-in templates, and where it is asked for.
  case builtin(String, at: Location)
  /// A folder on disk.
  case folder(String)
}
