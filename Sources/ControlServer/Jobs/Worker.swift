#if Control
import Foundation
import Subprocess
import SystemPackage

/// Runs the command line in a process of its own: whatever a capture does to it, the server lives on.
struct Worker: Sendable {
  /// The program `pcap2scenario`.
  let program: String
  let data: DataFolder
  /// After how many seconds a process is ended.
  let seconds: Int
  /// Lets jobs in.
  let gate: Gate
  /// Lets questions in, which people wait for: they don't queue behind jobs.
  let questions: Gate

  /// What a process left behind.
  struct Outcome: Sendable {
    let exitCode: Int?
    /// Why there is no exit code, or what the code means where nothing was printed.
    let reason: String?
    var isSuccess: Bool { exitCode == 0 }
  }

  /// The largest result of a process that is read into memory, in bytes.
  static let largestAnswer = 16 << 20

  /// Runs the program, its standard output and error into these files, and waits for its end.
  ///
  /// `progress` is told now and then how many bytes the process has read.
  /// A cancelled task ends the process: SIGTERM, and SIGKILL two seconds later.
  func run(
    _ arguments: [String],
    in folder: String,
    output: String,
    log: String,
    progress: (@Sendable (Int) async -> Void)? = nil
  ) async throws -> Outcome {
    let options: FileDescriptor.OpenOptions = [.create, .truncate, .closeOnExec]
    let outputFile = try FileDescriptor.open(
      FilePath(output),
      .writeOnly,
      options: options,
      permissions: .ownerReadWrite
    )
    defer { try? outputFile.close() }
    let logFile = try FileDescriptor.open(FilePath(log), .writeOnly, options: options, permissions: .ownerReadWrite)
    defer { try? logFile.close() }
    var platform = PlatformOptions()
    platform.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
    let configuration = Configuration(
      executable: .path(FilePath(program)),
      arguments: Arguments(arguments),
      environment: .custom(["LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PATH": "/usr/bin:/bin"]),
      workingDirectory: FilePath(folder),
      platformOptions: platform
    )
    let limit = seconds
    return try await withThrowingTaskGroup(of: Outcome?.self) { group in
      group.addTask {
        let result = try await Subprocess.run(
          configuration,
          input: .none,
          output: .fileDescriptor(outputFile, closeAfterSpawningProcess: false),
          error: .fileDescriptor(logFile, closeAfterSpawningProcess: false)
        ) { execution in
          let process = execution.processIdentifier.value
          // Beside the closure: the process is waited for only when this returns.
          return progress.map { report in Task { await ProcessWatcher().watch(process, report: report) } }
        }
        result.closureResult?.cancel()
        return Self.outcome(result.terminationStatus)
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(limit))
        return nil
      }
      let first = try await group.next() ?? nil
      group.cancelAll()
      // A process that was ended is waited for: its files are complete, and nothing of it is left.
      while let _ = await group.nextResult() {}
      if let first { return first }
      return Outcome(exitCode: nil, reason: Task.isCancelled ? "it was stopped" : "it was ended after \(limit) s")
    }
  }

  private static func outcome(_ status: TerminationStatus) -> Outcome {
    switch status {
    case .exited(let code): Outcome(exitCode: Int(code), reason: nil)
    case .signaled(let signal): Outcome(exitCode: nil, reason: "the worker process was ended by signal \(signal)")
    }
  }

  /// What a process answered: its standard output, and the lines of its standard error.
  struct Answer: Sendable {
    let outcome: Outcome
    let output: Data
    let lines: [String]
  }

  /// Asks the program something that is answered at once; so many at once as there are workers.
  func ask(_ arguments: [String], in folder: String) async throws -> Answer {
    try await questions.within {
      let base = folder + "/" + UUID().uuidString
      defer {
        try? FileManager.default.removeItem(atPath: base + ".out")
        try? FileManager.default.removeItem(atPath: base + ".log")
      }
      let outcome = try await run(arguments, in: folder, output: base + ".out", log: base + ".log")
      return Answer(
        outcome: outcome,
        output: try Self.content(base + ".out"),
        lines: Self.lines(base + ".log", in: data)
      )
    }
  }

  private static func content(_ path: String) throws -> Data {
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    guard size <= largestAnswer else { throw AnswerTooLarge(bytes: size) }
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// The first 1000 lines that a process told; files of the data folder are named as the API does.
  static func lines(_ path: String, in folder: DataFolder) -> [String] {
    guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: 1 << 20) else {
      return []
    }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").prefix(1000).map {
      String($0).replacing(folder.root + "/", with: "")
    }
  }
}

/// What the program answered is more than the server takes into memory.
struct AnswerTooLarge: Error {
  let bytes: Int
}
#endif
