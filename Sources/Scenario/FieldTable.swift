import Templates

/// A table of what templates can use, made from what they are checked against: `templates fields` prints it, and
/// Templates/README.md holds it.
package struct FieldTable: Encodable, Sendable {
  package let title: String
  package let columns: [String]
  package let rows: [[String]]

  /// The fields of each kind of file, and what can be asked of them.
  package static let all = [
    FieldTable("A file for a role: `for: uac`, `for: uas`, `for: role`", of: ScenarioSchema.schema),
    FieldTable("A file for the call: `for: call`", of: CallSchema.schema),
    FieldTable(
      title: "Transforms",
      columns: ["transform", "of", "gives"],
      rows: TransformListing.rows.map { ["`\($0.transform)()`", $0.of, $0.gives] }
    ),
  ]

  private init(title: String, columns: [String], rows: [[String]]) {
    self.title = title
    self.columns = columns
    self.rows = rows
  }

  private init(_ title: String, of schema: TemplateSchema) {
    self.init(
      title: title,
      columns: ["field", "kind", "meaning"],
      rows: schema.digest.map { path, field, first in
        let kind = field.kind.description.split(separator: " ").last.map(String.init) ?? ""
        return ["`\(path)`", kind, field.help + (first.map { "; inside stands what `\($0)` has" } ?? "")]
      }
    )
  }

  /// The table in Markdown, under its title.
  package var text: String {
    let lines = [columns, columns.map { _ in "---" }] + rows
    return "### \(title)\n\n" + lines.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }
}
