import ArgumentParser
import Dialog
import Scenario

/// What every subcommand that makes scenarios takes.
struct ScenarioArguments: ParsableArguments {
  @OptionGroup var call: CallArgument

  @Option(
    help: ArgumentHelp(
      "A rule file, or the name of a built-in rule set, to lay over the target's rules; repeatable, the last wins.",
      valueName: "file|name"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var rules: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder of templates that override the built-in ones file by file; repeatable, the last wins.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var templates: [String] = []

  @Option(
    help: ArgumentHelp(
      "Which pair of hosts, where a proxy or an SBC repeats one Call-ID: its number in the report and the model.",
      valueName: "N"
    )
  )
  var leg = 1
}
