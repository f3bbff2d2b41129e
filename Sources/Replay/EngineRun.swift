import Capture
import Diagnostics
import Dialog
private import Glibc
import Scenario

/// A pair of scenarios, run by two engines on loopback while that is recorded.
struct EngineRun {
  /// The called side, then the caller.
  let ends: [EngineEnd]
  /// The recording of what went over the wire.
  let wire: String
  /// How many frames the recording lost.
  let dropped: Int
  let took: Duration

  /// How often other ports are tried.
  private static let attempts = 4
  /// What one side may take when the other one has failed.
  private static let grace = Duration.seconds(2)
  /// How long the recording may go unread: the kernel keeps what comes meanwhile.
  private static let tick: UInt32 = 2000

  /// - Parameters:
  ///   - pair: what the scenarios are made of.
  ///   - target: the engine that they are written for.
  ///   - scenarios: the folder of the scenarios.
  ///   - engine: what runs them.
  ///   - folder: where everything that is written goes.
  ///   - bound: what one side may take.
  ///
  /// Throws `Failure` (`refused`) when nothing can be run or recorded.
  static func run(
    _ commands: (ReplayPorts) -> ReplayCommands,
    by engine: Engine,
    in folder: String,
    bound: Duration
  ) throws(Failure) -> (run: EngineRun, ports: ReplayPorts) {
    var attempt = 0
    while true {
      let block = try PortBlock()
      defer { block.giveBack() }
      let words = commands(block.ports).arguments
      let run = try EngineRun(words, by: engine, on: block, in: folder, bound: bound)
      attempt += 1
      if attempt == attempts || !run.ends.contains(where: \.wantsOtherPorts) { return (run, block.ports) }
    }
  }

  private init(
    _ words: [[String]],
    by engine: Engine,
    on block: PortBlock,
    in folder: String,
    bound: Duration
  ) throws(Failure) {
    let start = ContinuousClock.now
    wire = "\(folder)/wire.pcap"
    let recording = try LoopbackRecording(
      to: wire,
      filter: "portrange \(block.range.lowerBound)-\(block.range.upperBound)"
    )
    let uas = try Self.start(words[0], .callee, engine, in: folder)
    let isTCP = words[0].contains("t1")
    Self.wait(on: recording, for: bound) {
      let bound = BoundPorts.now()
      return uas.hasEnded || (isTCP ? bound.tcp : bound.udp).contains(block.ports.callee)
    }
    let uac = try Self.start(words[1], .caller, engine, in: folder)
    Self.wait(on: recording, for: bound) { uac.hasEnded || (uas.exitCode ?? 0) != 0 || uas.hasEnded && uac.hasEnded }
    let isWell = (uac.exitCode ?? 0) == 0 && (uas.exitCode ?? 0) == 0
    Self.wait(on: recording, for: isWell ? bound : Self.grace) { uac.hasEnded && uas.hasEnded }
    ends = [
      Self.ended(uas, .callee, in: folder), Self.ended(uac, .caller, in: folder),
    ]
    recording.drain()
    dropped = recording.dropped
    recording.close()
    took = ContinuousClock.now - start
  }

  private static func start(
    _ words: [String],
    _ role: PartyRole,
    _ engine: Engine,
    in folder: String
  ) throws(Failure) -> EngineProcess {
    func file(_ ending: String) -> String { "\(folder)/\(role.rawValue).\(ending)" }
    for ending in ["err", "msg", "csv"] { Disk.remove(file(ending)) }
    let traced = [
      "-nostdin", "-trace_err", "-error_file", file("err"), "-trace_msg", "-message_file", file("msg"), "-trace_stat",
      "-stf", file("csv"),
    ]
    return try EngineProcess(engine.executable, words.dropFirst() + traced, name: role.rawValue, in: folder)
  }

  /// Keeps the recording going until `isOver`, for as long as `bound`.
  private static func wait(on recording: LoopbackRecording, for bound: Duration, until isOver: () -> Bool) {
    let deadline = ContinuousClock.now + bound
    while !isOver(), ContinuousClock.now < deadline {
      if recording.drain() == 0 { usleep(tick) }
    }
  }

  private static func ended(_ process: EngineProcess, _ role: PartyRole, in folder: String) -> EngineEnd {
    let wasKilled = !process.hasEnded
    process.end()
    func lines(_ ending: String) -> [Substring] {
      let content = (try? Disk.read("\(folder)/\(role.rawValue).\(ending)", as: .refused)) ?? []
      return String(decoding: content, as: UTF8.self).split { $0.isNewline }
    }
    let rows = lines("csv").map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) }
    return EngineEnd(
      role: role,
      exitCode: process.exitCode ?? 0,
      wasKilled: wasKilled,
      statistics: rows.count > 1 ? Dictionary(zip(rows[0], rows[rows.count - 1])) { first, _ in first } : [:],
      complaints: lines("err").filter { !isHarmless($0) }.map(String.init),
      printed: process.printed
    )
  }

  /// The headline of the error file, what SIPp 3.7 notes of an SDP that ends the audio (T.38), and that the machine is
  /// busy, which shows in the times if it matters.
  private static func isHarmless(_ line: Substring) -> Bool {
    line.hasPrefix("The following events") || line.contains("extract_rtp_remote_addr: no m=audio")
      || line.contains("Overload warning")
  }
}
