package import Diagnostics

/// One rule file as written, checked in itself but not yet layered.
package struct RuleFile: Sendable {
  /// The newest format that this program reads.
  package static let newestFormat = 1

  package let file: String
  package let name: String
  package let extends: [Reference]
  /// The ids of rules of lower layers that it switches off.
  package let disabled: [Reference]
  /// The folders of templates that go with its rules.
  package let templates: [Reference]
  package let rules: [Rule]
  /// What must become of captured lines.
  package let examples: [RuleExample]
  /// What an engine understands and can do; only in the file of a target.
  package let target: Target?

  /// A name with the place at which it is written.
  package struct Reference: Sendable {
    package let name: String
    package let location: Location
  }
}
