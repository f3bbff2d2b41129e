import ArgumentParser
import Diagnostics
import Scenario
import Templates

/// Prints one template.
struct TemplatesShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the template that is in use under a name."
  )

  @Argument(help: "The name, as 'templates list' prints it.")
  var name: String

  @OptionGroup var arguments: TemplateArguments
  @OptionGroup var folders: TemplateFolderArguments
  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      let item = try arguments.shelf(folders.templates).item(name)
      try console.show(["name": item.source.name, "file": item.source.file, "text": item.source.text]) {
        item.source.text
      }
    }
  }
}
