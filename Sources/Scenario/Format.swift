package import Diagnostics
package import Templates

/// What a conversion writes: the manifest `format.yaml` of a folder of templates.
package struct Format: Sendable {
  /// What a file is made of.
  package enum Subject: String, CaseIterable, Sendable {
    /// The whole call.
    case call
    /// The plan of one role, a file for each.
    case role
    /// The plan of the caller only, or of the callee only.
    case uac, uas
  }

  /// A file that is written.
  package struct Output: Sendable {
    /// The template that it starts from.
    package let template: String
    package let location: Location
    /// The template of a role that answers a challenge; nil for no other one.
    package let challenged: String?
    /// Its name; `{role}` stands for uac or uas.
    package let name: String
    package let subject: Subject
    /// Whether an engine reads it, and would refuse what it doesn't know.
    package let isScenario: Bool
  }

  package let name: String
  /// One line on what comes out.
  package let title: String
  /// Where the manifest stands.
  package let file: String
  /// Whether the files can be replayed: then media and what the messages include are written beside them.
  package let isReplayed: Bool
  /// How `{{name}}` is written.
  package let escapes: Escapes
  package let files: [Output]

  /// Whether it tells what a role does, and not only what was captured.
  var usesPlan: Bool { files.contains { $0.subject != .call } }

  /// The name of the format that is written when none is asked for.
  package static let scenario = "scenario"
  /// The name of the format that is a page for a browser.
  package static let page = "html"
  /// The name of the file that describes a format.
  package static let manifest = "format.yaml"

  /// The templates that are rendered, with the fields that each may use.
  var roots: [RootTemplate] {
    files.flatMap { output in
      [output.template, output.challenged].compactMap(\.self).map { name in
        RootTemplate(
          name,
          output.subject == .call ? CallSchema.schema : ScenarioSchema.schema,
          at: output.location
        )
      }
    }
  }
}
