import Foundation

/// The built program, run as a user would.
struct Program {
  let status: Int32
  /// The signal that ended it; nil when it ended by itself.
  let signal: Int32?
  let output: String
  let complaints: String

  /// The lines of standard error.
  var lines: [String] { complaints.split(separator: "\n").map(String.init) }

  /// It stands beside the bundle of the tests.
  static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "pcap2scenario").path

  /// Runs it with `arguments` in `folder`.
  static func run(_ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]) throws -> Program {
    try start("exec \"$0\" \"$@\"", [path] + arguments, in: folder, environment)
  }

  /// Runs a line of shell in which `$0` is the program.
  static func shell(_ line: String, _ arguments: [String] = [], in folder: URL? = nil) throws -> Program {
    try start(line, [path] + arguments, in: folder, [:])
  }

  private static func start(
    _ line: String,
    _ arguments: [String],
    in folder: URL?,
    _ environment: [String: String]
  ) throws -> Program {
    let scratch = try Scratch()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line] + arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = scratch.url.appending(path: "out")
    let complaints = scratch.url.appending(path: "err")
    for file in [output, complaints] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: complaints)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let isKilled = process.terminationReason == .uncaughtSignal
    return Program(
      status: process.terminationStatus,
      signal: isKilled ? process.terminationStatus : nil,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      complaints: String(decoding: try Data(contentsOf: complaints), as: UTF8.self)
    )
  }
}
