import ArgumentParser
import Diagnostics
import Dialog
import Wire

/// Which calls of a capture are meant.
struct CallFilterArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Calls whose From has this in its URI; * and ? make it a pattern.", valueName: "text"))
  var from: String?

  @Option(help: ArgumentHelp("Calls whose To has this in its URI; * and ? make it a pattern.", valueName: "text"))
  var to: String?

  @Option(help: ArgumentHelp("Calls that this method began.", valueName: "method"))
  var method: String?

  @Option(
    help: ArgumentHelp(
      "Calls that ended so: \(OutcomePattern.words.joined(separator: ", ")), a status, or 4xx.",
      valueName: "outcome"
    )
  )
  var outcome: String?

  @Option(help: ArgumentHelp("Calls that began then or later: \(TimeMark.forms).", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Calls that began then or earlier; written like --since.", valueName: "time"))
  var until: String?

  func validate() throws {
    if let outcome, OutcomePattern(outcome) == nil {
      throw ValidationError(
        "'\(outcome)' is no outcome" + Spelling.suggestion(for: outcome, among: OutcomePattern.words)
          + "; there are \(OutcomePattern.words.joined(separator: ", ")), a status such as 486, and classes such as 4xx"
      )
    }
    for (name, text) in [("--since", since), ("--until", until)] {
      if let text, TimeMark(text) == nil {
        throw ValidationError("'\(text)' is no time for \(name): write \(TimeMark.forms)")
      }
    }
  }

  var filter: CallFilter {
    var filter = CallFilter()
    filter.from = from
    filter.to = to
    filter.method = method
    filter.outcome = outcome.flatMap(OutcomePattern.init)
    filter.since = since.flatMap(TimeMark.init)
    filter.until = until.flatMap(TimeMark.init)
    return filter
  }
}
