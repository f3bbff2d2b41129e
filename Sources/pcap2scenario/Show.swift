import ArgumentParser
import Diagnostics
import Dialog
import Scenario

/// Shows one call as a ladder.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show one call as a ladder, in the terminal or as a page for a browser.",
    discussion: """
      A column for each host, an arrow for each message, a band for each flow of media with its packets, loss and jitter \
      (RFC 3550) where the capture was taken. Without --call it is the first that an INVITE began.

      --html writes one file that needs nothing else: messages open by a click or the Enter key. --rules anonymise takes \
      out who was in the call, here as in a conversion.
      """
  )

  @OptionGroup var input: CaptureArguments

  @OptionGroup var call: CallArgument

  @Option(help: ArgumentHelp("Only this pair of hosts, by its number in the model; all without it.", valueName: "N"))
  var leg: Int?

  @Option(
    help: ArgumentHelp(
      "A rule file, or the name of a built-in rule set, whose disguises the call puts on; repeatable.",
      valueName: "file|name"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var rules: [String] = []

  @Option(
    help: ArgumentHelp("A folder of templates that override those of the page; repeatable.", valueName: "folder"),
    completion: .directory
  )
  var templates: [String] = []

  @Option(
    help: ArgumentHelp("Write the ladder to this file, as a page that needs nothing else.", valueName: "file"),
    completion: .file(extensions: ["html"])
  )
  var html: String?

  @Flag(help: "Overwrite what stands at the path of --html.")
  var force = false

  @OptionGroup var output: OutputArguments

  func validate() throws {
    if force, html == nil { throw ValidationError("--force goes with --html: nothing else is written") }
    if !templates.isEmpty, html == nil {
      throw ValidationError("--templates goes with --html: the page is made of them")
    }
  }

  func run() throws {
    try Console(output).run { console throws in
      let showing = try Showing(
        try input.open(),
        .init(
          sipPort: input.port,
          selection: call.selection,
          leg: leg,
          ruleFiles: rules,
          templateFolders: templates
        )
      )
      console.tell(showing.findings)
      if let html {
        try showing.write(to: html, force: force)
        try console.show(["file": html]) { "\(html.printable) is written\n" }
      } else {
        try console.show(showing.ladder) { LadderText(showing.ladder, on: Terminal.current).text }
      }
    }
  }
}
