import Foundation
import TestSupport
import Testing

/// A pair of scenarios, run by two SIPps on loopback while lo is recorded.
struct Replay {
  /// The called side, then the caller.
  let sides: [SideEnd]
  /// What went over the wire.
  let wire: URL

  /// How long one side may take.
  private static let bound = Duration.seconds(40)

  /// - Parameters:
  ///   - commands: the called side's, then the caller's, as a conversion prints them.
  ///   - folder: where everything that is written goes.
  init(_ commands: [String], by engine: SIPp, on ports: Ports, in folder: URL) async throws {
    let executable = try #require(engine.executable)
    let recording = try await LoopbackRecording(to: folder.appending(path: "wire.pcap"), ports: ports)
    wire = recording.file
    let calls = try commands.map(ReplayCall.init)
    let uas = try calls[0].start(
      executable,
      "uas",
      sip: ports.callee,
      remote: ports.caller,
      media: ports.calleeMedia,
      in: folder
    )
    try await Self.awaitPort(ports.callee, isTCP: calls[0].isTCP, of: uas)
    let uac = try calls[1].start(
      executable,
      "uac",
      sip: ports.caller,
      remote: ports.callee,
      media: ports.callerMedia,
      in: folder
    )
    let callerEnd = await uac.end(within: Self.bound)
    let calleeEnd = await uas.end(within: callerEnd.exitCode == 0 ? Self.bound : .seconds(2))
    try await recording.stop()
    sides = [
      Self.side("uas", calleeEnd, in: folder), Self.side("uac", callerEnd, in: folder),
    ]
  }

  /// Waits until the called side can be called: until Linux lists its port.
  private static func awaitPort(_ port: UInt16, isTCP: Bool, of program: Program) async throws {
    func isListening() -> Bool {
      let ports = BoundPorts.now()
      return (isTCP ? ports.tcp : ports.udp).contains(port)
    }
    try await poll(within: bound) { isListening() || program.hasEnded }
    if isListening() { return }
    let end = await program.end(within: .zero)
    Issue.record("the called side does not listen: \(end.output.suffix(500)) \(end.errors)")
  }

  private static func side(_ name: String, _ end: Program.End, in folder: URL) -> SideEnd {
    func text(_ ending: String) -> String {
      (try? String(contentsOf: folder.appending(path: "\(name).\(ending)"), encoding: .utf8)) ?? ""
    }
    // SIPp 3.7 notes an SDP that ends the audio (T.38), and goes on.
    let noted = "extract_rtp_remote_addr: no m=audio"
    let errors = text("err").split(separator: "\n").filter {
      !$0.contains(noted) && !$0.hasPrefix("The following events")
    }
    let rows = text("stat.csv").split(separator: "\n").map {
      $0.split(separator: ";", omittingEmptySubsequences: false)
    }
    let columns = (rows.first ?? []).map(String.init)
    let last = rows.count > 1 ? rows[rows.count - 1].map(String.init) : []
    return SideEnd(
      name: name,
      exitCode: end.exitCode,
      wasKilled: end.wasKilled,
      statistics: Dictionary(zip(columns, last)) { first, _ in first },
      errors: errors.joined(separator: "\n")
    )
  }
}

/// A command that a conversion printed, for ports of our own.
private struct ReplayCall {
  private let words: [String]

  /// - Parameter command: as a shell would get it.
  init(_ command: String) throws {
    words = command.split(separator: " ").map { String($0).replacing("'", with: "") }
    try #require(words.first == "sipp", "no SIPp command: \(command)")
  }

  var isTCP: Bool { words.contains("t1") }

  /// Starts the command with other ports, and with everything traced.
  func start(
    _ executable: URL,
    _ name: String,
    sip: UInt16,
    remote: UInt16,
    media: UInt16,
    in folder: URL
  ) throws -> Program {
    var arguments = Array(words.dropFirst())
    for index in arguments.indices {
      if index > 0, arguments[index - 1] == "-p" { arguments[index] = String(sip) }
      if index > 0, arguments[index - 1] == "-mp" { arguments[index] = String(media) }
    }
    // The peer: the only word that is neither an option nor what follows one.
    if let peer = arguments.first, !peer.hasPrefix("-"), let colon = peer.lastIndex(of: ":") {
      arguments[0] = peer[...colon] + String(remote)
    }
    func file(_ ending: String) -> String { folder.appending(path: "\(name).\(ending)").path }
    return try Program(
      executable,
      arguments + [
        "-nostdin", "-trace_err", "-error_file", file("err"), "-trace_msg", "-message_file", file("msg"),
        "-trace_stat", "-stf", file("stat.csv"),
      ]
    )
  }
}
