import ArgumentParser
import Diagnostics
import Scenario
import Templates

/// Lists the templates in use.
struct TemplatesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the templates in use: what each writes, and the file it comes from."
  )

  @OptionGroup var arguments: TemplateArguments
  @OptionGroup var folders: TemplateFolderArguments
  @OptionGroup var output: OutputArguments

  private struct Row: Encodable {
    let format: String
    let name: String
    let writes: String
    let file: String
    let insteadOf: [String]
  }

  func run() throws {
    try Console(output).run { console throws in
      let rows = try arguments.shelf(folders.templates).items.map { item in
        Row(
          format: item.format,
          name: item.source.name,
          writes: item.summary,
          file: item.source.file,
          insteadOf: item.hides
        )
      }
      try console.show(rows) {
        Table(
          ["FORMAT", "NAME", "WRITES", "FILE"],
          rows.map { row in
            let hidden = row.insteadOf.isEmpty ? "" : " instead of " + row.insteadOf.joined(separator: ", ")
            return [row.format, row.name, row.writes, row.file + hidden].map(\.printable)
          }
        ).text
      }
    }
  }
}
