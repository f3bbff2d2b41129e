import ArgumentParser
import Dialog

/// What every subcommand that is about one call takes.
struct CallArgument: ParsableArguments {
  @Option(help: ArgumentHelp("Which call: its number in the list of calls, or its Call-ID.", valueName: "N|call-id"))
  var call: String?

  var selection: Selection { call.map(Selection.wanted) ?? .first }
}
