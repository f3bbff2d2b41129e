import ArgumentParser

/// `MakeCapture media`: few calls, and what they said to each other.
struct MediaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "media",
    abstract: "Calls with G.711 both ways, all of them up at the same time."
  )

  @Argument(help: "The file to write.")
  var file: String

  @Option(help: "How many calls.")
  var calls = 1000

  @Option(help: "How long the parties of a call talk.")
  var seconds = 60

  @Option(help: "About how large the file becomes; decides on the number of calls in place of --calls.")
  var megabytes: Int?

  func validate() throws {
    try Traffic.check(calls: calls, seconds: seconds)
    if let megabytes, !(1...1_000_000).contains(megabytes) {
      throw ValidationError("--megabytes must be 1 to 1000000")
    }
  }

  func run() throws {
    // The last call begins when the first has half of its talk behind it: in between, all of them talk.
    let calls = megabytes.map { max(1, $0 * 1_000_000 / bytesPerCall) } ?? calls
    let spread = UInt64(seconds) * 500_000
    var traffic = Traffic(calls: calls, interval: spread / UInt64(calls), seconds: seconds, media: true)
    try traffic.record(to: file)
  }

  /// What a call takes in the file: a record of 230 bytes for each packet of voice, and about 3300 of signalling.
  private var bytesPerCall: Int { 2 * seconds * Voice.packetsPerSecond * 230 + 3300 }
}
