import Capture
import Dialog
import Foundation
import Scenario
import TestSupport
import Testing

/// A pair of scenarios as a user would have it, and the commands that run it at ports of the test's choice.
struct ScenarioPair {
  let report: ConversionReport
  private let folder: URL

  init(of fixture: Fixture, in folder: URL) throws {
    self.folder = folder
    report = try Conversion(
      .init(
        captures: [fixture.capture.path],
        folder: folder.path,
        sipPort: nil,
        selection: .first,
        target: "sipp",
        ruleFiles: [],
        templateFolders: [],
        force: false
      )
    ).run()
  }

  /// Starts the called side.
  func startUAS(on ports: ReplayPorts, engine: URL) throws -> TestSupport.Program {
    try start(0, ports, engine, peer: nil)
  }

  /// Starts the caller; it calls `peer` instead of the called side's port.
  func startUAC(on ports: ReplayPorts, engine: URL, calling peer: UInt16? = nil) throws -> TestSupport.Program {
    try start(1, ports, engine, peer: peer)
  }

  private func start(_ side: Int, _ ports: ReplayPorts, _ engine: URL, peer: UInt16?) throws -> TestSupport.Program {
    let commands = ReplayCommands(report.pair, target: report.target, folder: report.folder, ports: ports)
    var words = Array(commands.arguments[side].dropFirst())
    if let peer, let colon = words[0].lastIndex(of: ":") { words[0] = words[0][...colon] + String(peer) }
    let name = side == 0 ? "uas" : "uac"
    func file(_ ending: String) -> String { folder.appending(path: "\(name).\(ending)").path }
    return try TestSupport.Program(
      engine,
      words + [
        "-nostdin", "-trace_err", "-error_file", file("err"), "-trace_stat", "-stf", file("csv"), "-trace_msg",
        "-message_file", file("msg"),
      ]
    )
  }

  /// Waits for the end of a side, and says what is not as after a successful call.
  func finish(_ program: TestSupport.Program, _ name: String, within bound: Duration) async -> [String] {
    let end = await program.end(within: bound)
    func text(_ ending: String) -> String {
      (try? String(contentsOf: folder.appending(path: "\(name).\(ending)"), encoding: .utf8)) ?? ""
    }
    var complaints: [String] = []
    if end.wasKilled { complaints.append("\(name) did not end") }
    if end.exitCode != 0 { complaints.append("\(name) ended with \(end.exitCode)") }
    let rows = text("csv").split(separator: "\n").map { $0.split(separator: ";", omittingEmptySubsequences: false) }
    let last = rows.count > 1 ? Dictionary(zip(rows[0], rows[rows.count - 1])) { first, _ in first } : [:]
    if last["SuccessfulCall(C)"] != "1" || last["FailedCall(C)"] != "0" {
      complaints.append("\(name) counts no successful call: \(text("err").prefix(1500))")
    }
    return complaints
  }
}
