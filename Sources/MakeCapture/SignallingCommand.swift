import ArgumentParser

/// `MakeCapture signalling`: very many calls, of which only SIP was captured.
struct SignallingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signalling",
    abstract: "Calls without media, a thousand new ones each second."
  )

  @Argument(help: "The file to write.")
  var file: String

  @Option(help: "How many calls.")
  var calls = 200_000

  @Option(help: "How long a call lasts.")
  var seconds = 5

  func validate() throws {
    try Traffic.check(calls: calls, seconds: seconds)
  }

  func run() throws {
    var traffic = Traffic(calls: calls, interval: 1000, seconds: seconds, media: false)
    try traffic.record(to: file)
  }
}
