import ArgumentParser

/// The command line of `MakeCapture`: makes the large captures that `Benchmarks/run.sh` measures with.
@main
struct Commands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "MakeCapture",
    abstract: "Makes large captures of SIP and RTP for benchmarks.",
    discussion: "The same arguments give the same file, byte for byte. An existing file is overwritten.",
    subcommands: [MediaCommand.self, SignallingCommand.self]
  )
}
