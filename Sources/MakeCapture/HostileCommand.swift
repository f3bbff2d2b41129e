import ArgumentParser

/// `MakeCapture hostile`: what somebody may send who knows that his traffic is captured.
struct HostileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hostile",
    abstract: "Captures that are made to fill memory, to take time, or to get a file written where it should not be.",
    discussion: """
      The last message of all but 'dialogs' is an INVITE of a call that somebody wants to find.

      \(HostileKind.allCases.map { "\($0.rawValue): \($0.help)" }.joined(separator: "\n"))
      """
  )

  @Argument(help: "What it is full of.")
  var kind: HostileKind

  @Argument(help: "The file to write.")
  var file: String

  @Option(help: "How many of it.")
  var count = 100_000

  func validate() throws {
    guard (1...10_000_000).contains(count) else { throw ValidationError("--count must be 1 to 10000000") }
  }

  func run() throws {
    // Each of its dialogs is whole, and as many are up at once as in 'signalling'.
    if kind == .dialogs {
      var traffic = Traffic(calls: count, interval: 1000, seconds: 5, media: false, callID: "one-for-all@198.18.0.1")
      return try traffic.record(to: file)
    }
    let (packets, bytes) = try HostileTraffic(kind, to: file).record(count)
    print("\(file): \(count) \(kind.help), \(packets) packets, \(bytes) bytes")
  }
}
