package import Foundation
import Replay
import Synchronization

/// A program that was started, with what it writes.
///
/// Whoever starts one awaits its end: it is killed at the bound that stands there. Foundation's own `Process` lost the
/// end of a program now and then when several were started at once, and starts them with signals blocked.
package final class Program: Sendable {
  /// How a program ended.
  package struct End: Sendable {
    /// What it exited with; 128 and the signal when one ended it, as a shell says.
    package let exitCode: Int32
    package let output: String
    package let errors: String
    /// Whether it had to be killed, because the bound was reached.
    package let wasKilled: Bool
  }

  /// How it ended, once that is known, and who waits for it.
  private struct State {
    var exitCode: Int32?
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let process: pid_t
  private let folder: TemporaryFolder
  private let state = Mutex(State())

  /// Starts `executable`, without a terminal to read from.
  ///
  /// Throws when it can't be started.
  package init(_ executable: URL, _ arguments: [String] = []) throws {
    folder = try TemporaryFolder()
    process = try Spawning(
      executable: executable.path,
      arguments: arguments,
      output: folder.file("output").path,
      errors: folder.file("errors").path
    ).start()
    // Waiting for a child needs a thread: it must not be one of those that run the tests.
    Thread.detachNewThread { [self] in ended(Self.exitCode(of: process)) }
  }

  /// Runs `executable` to its end, within `bound`.
  package static func run(
    _ executable: URL,
    _ arguments: [String] = [],
    within bound: Duration = .seconds(60)
  ) async throws -> End {
    try await Program(executable, arguments).end(within: bound)
  }

  /// The executable of that name in the PATH; nil when there is none.
  package static func inPath(_ name: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(filePath: "\($0)/\(name)") }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  package var hasEnded: Bool { state.withLock { $0.exitCode != nil } }

  /// Sends the program a signal.
  package func signal(_ number: Int32) {
    state.withLock { if $0.exitCode == nil { kill(process, number) } }
  }

  /// Waits until the program has written `text` to its standard error.
  ///
  /// - Returns: whether it did before it ended, and within `bound`.
  package func writes(_ text: String, within bound: Duration) async throws -> Bool {
    try await poll(within: bound) { hasEnded || written("errors").contains(text) }
    return written("errors").contains(text)
  }

  /// Waits for the end of the program, and kills it when that does not come within `bound`.
  package func end(within bound: Duration) async -> End {
    let alarm = Task {
      try await Task.sleep(for: bound)
      signal(SIGKILL)
      return true
    }
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if state.exitCode == nil { state.waiting.append(continuation) } else { continuation.resume() }
      }
    }
    alarm.cancel()
    let wasKilled = (try? await alarm.value) ?? false
    return End(
      exitCode: state.withLock { $0.exitCode ?? 0 },
      output: written("output"),
      errors: written("errors"),
      wasKilled: wasKilled
    )
  }

  private func ended(_ exitCode: Int32) {
    state.withLock { state in
      state.exitCode = exitCode
      for one in state.waiting { one.resume() }
      state.waiting = []
    }
  }

  private func written(_ name: String) -> String {
    String(decoding: (try? Data(contentsOf: folder.file(name))) ?? Data(), as: UTF8.self)
  }

  private static func exitCode(of process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}

/// Looks again and again until `isTrue`, for as long as `bound`.
package func poll(within bound: Duration, until isTrue: () throws -> Bool) async throws {
  let deadline = ContinuousClock.now + bound
  while try !isTrue(), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
}
