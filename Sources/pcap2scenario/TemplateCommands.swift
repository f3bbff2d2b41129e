import ArgumentParser
import Diagnostics
import RuleEngine
import Scenario

/// What a lab needs to write templates of its own.
struct TemplateCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "List, show, copy and check templates: how a scenario looks.",
    subcommands: [
      TemplatesList.self, TemplatesShow.self, TemplatesEject.self, TemplatesCheck.self, TemplatesFields.self,
    ]
  )
}

/// Which templates are meant.
struct TemplateArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The engine: \(RuleCatalog.targets.joined(separator: ", ")), or a rule file that describes one.",
      valueName: "target"
    )
  )
  var target = "gossipper"

  @Option(
    help: ArgumentHelp(
      "Only what this format is written by: \(TemplateCatalog.formats.map(\.name).joined(separator: ", ")).",
      valueName: "format"
    )
  )
  var format: String?

  /// The templates, those of the user's `folders` over the built-in ones.
  func shelf(_ folders: [String] = []) throws(Failure) -> TemplateShelf {
    let rules = try RuleCatalog.ruleSet(target: target, files: [])
    return try TemplateShelf(target: rules.target.name, format: format, folders: folders)
  }
}

/// The folders that a user lays over the built-in templates.
struct TemplateFolderArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("A folder that overrides built-in templates; repeatable, the last wins.", valueName: "folder"),
    completion: .directory
  )
  var templates: [String] = []
}
