import ArgumentParser
import Diagnostics
import Scenario
import Templates

/// Copies built-in templates into a folder.
struct TemplatesEject: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eject",
    abstract: "Copy built-in templates into a folder, to start an override from.",
    usage: "pcap2scenario templates eject [<name> ...] <folder> [--target <target>] [--format <format>] [--force]"
  )

  @Argument(
    help: ArgumentHelp(
      "What to copy, as 'templates list' prints it, and last the folder; with a folder alone the whole format.",
      valueName: "name ... folder"
    )
  )
  var places: [String]

  @OptionGroup var arguments: TemplateArguments

  @Flag(help: "Overwrite files that are there already.")
  var force = false

  @OptionGroup var output: OutputArguments

  func run() throws {
    try Console(output).run { console throws in
      let names = Array(places.dropLast())
      var wanted = arguments
      // Without a name it is one format that is copied, not all.
      if names.isEmpty { wanted.format = wanted.format ?? Format.scenario }
      let shelf = try wanted.shelf()
      if names.isEmpty, let folder = places.first, shelf.items.contains(where: { $0.source.name == folder }) {
        throw Failure(
          .usage,
          "no-folder",
          "'\(folder)' is a template: name the folder behind it, or write ./\(folder) when it is one"
        )
      }
      let written = try shelf.eject(names, to: places.last ?? ".", force: force)
      try console.show(["files": written]) {
        written.isEmpty ? "all of it is there already\n" : written.map { $0.printable + "\n" }.joined()
      }
    }
  }
}
