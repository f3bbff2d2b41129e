import Diagnostics
import Templates
import YAML

/// Reads the manifest of a format.
enum FormatLoader {
  /// The newest format of manifests that this program reads.
  private static let newest = 1

  /// The format in `text`; nil when `findings` say why there is none.
  static func load(_ text: [UInt8], file: String, into findings: inout Findings) -> Format? {
    YAMLDocument.parse(text, file: file, into: &findings)?.read(into: &findings) { keys in
      _ = keys.integer("format", in: 1...newest, required: true)
      let name = keys.scalar("name", required: true)
      let title = keys.scalar("title", required: true)
      let isReplayed = keys.flag("replay") ?? false
      let escapes = keys.list("escapes").compactMap { node in
        node.read(into: &keys.findings) { keys -> Escapes.Pair? in
          guard let text = keys.scalar("text", required: true), let with = keys.scalar("with", required: true) else {
            return nil
          }
          return Escapes.Pair(text.value, with.value)
        }
      }
      let files = keys.list("files", required: true).compactMap { node in
        node.read(into: &keys.findings) { output(from: &$0) }
      }
      guard let name, let title else { return nil }
      reportRepetitions(files, into: &keys.findings)
      return Format(
        name: name.value,
        title: title.value,
        file: file,
        isReplayed: isReplayed,
        escapes: Escapes(escapes),
        files: files
      )
    }
  }

  private static func output(from keys: inout Keys) -> Format.Output? {
    let template = keys.scalar("template", required: true)
    let challenged = keys.scalar("challenged")?.value
    let name = keys.scalar("name", required: true)
    let subject = keys.choice("for", of: Format.Subject.self, required: true)
    let isScenario = keys.flag("scenario") ?? false
    guard let template, let name, let subject else { return nil }
    if name.value.hasPrefix(".") || name.value.contains("/") || name.value.isEmpty {
      keys.findings.error(
        "file-name",
        "a file is written into the output folder: its name has no '/' and no '.' in front",
        at: name.location
      )
    }
    if subject == .role, !name.value.contains("{role}") {
      keys.findings.error(
        "file-name",
        "this is written once for each role: its name needs {role}, as in 'notes_{role}.txt'",
        at: name.location
      )
    }
    return Format.Output(
      template: template.value,
      location: template.location,
      challenged: challenged,
      name: name.value,
      subject: subject,
      isScenario: isScenario
    )
  }

  private static func reportRepetitions(_ files: [Format.Output], into findings: inout Findings) {
    var seen: Set<String> = []
    for file in files where !seen.insert(file.name).inserted {
      findings.error("file-name", "two files are called '\(file.name)'", at: file.location)
    }
  }
}
