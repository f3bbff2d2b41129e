import ArgumentParser
import Capture
import Diagnostics

/// What every subcommand that reads a capture takes.
struct CaptureArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The capture: pcap or pcapng, packed by gzip or zstd or not; '-' reads standard input. Several files are read as "
        + "one, merged by time.",
      valueName: "capture"
    ),
    completion: .file(extensions: ["pcap", "pcapng", "cap", "gz", "zst"])
  )
  var captures: [String]

  @Option(
    name: [.customLong("sip-port"), .customLong("sip-port", withSingleDash: true)],
    help: ArgumentHelp(
      "The port that SIP runs on; 0 finds SIP on any port by its first line.",
      valueName: "port"
    )
  )
  var sipPort: UInt16 = 0

  @Option(
    help: ArgumentHelp(
      "Read only the frames that this expression selects, as tcpdump would ('host 192.0.2.10 and port 5060'). A port "
        + "leaves out fragments and what is tunnelled.",
      valueName: "expression"
    )
  )
  var filter: String?

  /// Opens what was named.
  func open() throws(Failure) -> CaptureSet { try CaptureSet(captures, filter: filter) }

  /// Nil where SIP is found by its first line.
  var port: UInt16? { sipPort == 0 ? nil : sipPort }
}

/// How diagnostics and results are printed.
struct OutputArguments: ParsableArguments {
  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(help: "Treat warnings as errors: the exit code is 1 when there was one.")
  var strict = false
}
