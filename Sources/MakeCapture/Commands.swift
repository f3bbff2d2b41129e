import ArgumentParser

/// The command line of `MakeCapture`: makes the captures that `make bench` and `make hostile` measure with.
@main
struct Commands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "MakeCapture",
    abstract: "Makes large captures of SIP and RTP for benchmarks, and captures that want to do harm.",
    discussion: "The same arguments give the same file, byte for byte. An existing file is overwritten.",
    subcommands: [MediaCommand.self, SignallingCommand.self, HostileCommand.self]
  )
}
