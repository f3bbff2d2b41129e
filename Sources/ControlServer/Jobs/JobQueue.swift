#if Control
import Foundation
import Logging

/// Runs jobs in worker processes, in the order in which they were asked for.
actor JobQueue {
  let jobs: Jobs
  let folder: DataFolder
  let worker: Worker
  let lab: LabFiles
  let feed = JobFeed()
  private let logger: Logger
  /// The jobs that wait or run, each until it is stored how it ended.
  private var under: [String: Task<Void, Never>] = [:]
  /// The work on those that run: only this is ever cancelled, for a cancelled task can't store anything.
  private var work: [String: Task<Ending, Never>] = [:]
  /// The jobs that are to stop: one may be asked for while its work is about to begin.
  private var stopping: Set<String> = []
  private var isClosed = false

  /// How many jobs can wait or run at once.
  static let mostWaiting = 1000

  init(jobs: Jobs, folder: DataFolder, worker: Worker, lab: LabFiles, logger: Logger) {
    self.jobs = jobs
    self.folder = folder
    self.worker = worker
    self.lab = lab
    self.logger = logger
  }

  /// Whether no more jobs can wait.
  var isFull: Bool { under.count >= Self.mostWaiting }

  /// Stores a job and has it run; it is stored for good when this returns.
  func submit(_ arguments: ToolArguments, by user: String) async throws -> Job {
    let new = Job(
      id: UUID().uuidString.lowercased(),
      status: .pending,
      createdAt: .now,
      args: arguments,
      user: user
    )
    let job = try await jobs.insert(new)
    await feed.tell(.changed(job))
    start(job.id)
    return job
  }

  /// Has jobs run that waited when the server was stopped.
  func resume(_ ids: [String]) {
    for id in ids { start(id) }
  }

  private func start(_ id: String) {
    if isClosed { return }
    under[id] = Task {
      await worker.gate.within { await self.run(id) }
      under[id] = nil
    }
  }

  /// Stops a job that waits or runs, and returns it when it has come to its end.
  func stop(_ id: String) async throws -> Job? {
    if let stopped = try await jobs.move(id, from: [.pending], { $0.end(Ending(.stopped)) }) {
      await feed.tell(.changed(stopped))
      return stopped
    }
    stopping.insert(id)
    defer { stopping.remove(id) }
    work[id]?.cancel()
    await under[id]?.value
    return try await jobs.find(id)
  }

  /// Ends all workers: the server stops.
  ///
  /// Their jobs are said to have failed, those that waited will wait on.
  func close() async {
    isClosed = true
    await feed.close()
    for task in work.values { task.cancel() }
    for task in under.values { await task.value }
  }

  private func run(_ id: String) async {
    if isClosed { return }
    let begin: @Sendable (inout Job) -> Void = {
      $0.status = .running
      $0.startedAt = .now
    }
    guard let job = await stored(id, { try await self.jobs.move(id, from: [.pending], begin) }) else { return }
    let task = Task { await convert(job) }
    work[id] = task
    // Told when it can be stopped, not before.
    await feed.tell(.changed(job))
    if isClosed || stopping.contains(id) { task.cancel() }
    let ending = await task.value
    work[id] = nil
    let ended = await stored(id) { try await self.jobs.move(id, from: [.running], { $0.end(ending) }) }
    if let ended { await feed.tell(.changed(ended)) }
  }

  /// Stores a change of a job, again and again where the disk is full: else it would wait or run for ever.
  private func stored(_ id: String, _ change: () async throws -> Job?) async -> Job? {
    var isTold = false
    while true {
      do {
        return try await change()
      } catch {
        if !isTold { logger.error("job \(id): \(error)") }
        isTold = true
        if isClosed { return nil }
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }

  private func convert(_ job: Job) async -> Ending {
    let place = folder.job(job.id)
    do {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      let capture = folder.captures + "/" + job.args.pcap
      let arguments = try await lab.arguments(job.args, capture: capture, in: place)
      let feed = feed
      let outcome = try await worker.run(
        ["convert", capture, "--out", "scenarios", "--json"] + arguments,
        in: place,
        output: place + "/report.json",
        log: place + "/log.txt",
        progress: { await feed.tell(.progress(id: job.id, bytes: $0)) }
      )
      if outcome.isSuccess { return Ending(.succeeded, exitCode: 0) }
      if Task.isCancelled { return cancelled }
      let told = Worker.lines(place + "/log.txt", in: folder).compactMap(Finding.init).first { $0.severity == "error" }
      let reason = told?.message ?? outcome.reason ?? "the worker ended with \(outcome.exitCode ?? -1)"
      return Ending(.failed, exitCode: outcome.exitCode, error: reason)
    } catch let failure as LabFailure {
      return Ending(.failed, error: failure.reason)
    } catch {
      if Task.isCancelled { return cancelled }
      logger.error("job \(job.id): \(error)")
      let refusal = Refusal(error)
      let isForeseen = refusal.status == .insufficientStorage
      return Ending(.failed, error: isForeseen ? refusal.message : "the worker could not be run: \(error)")
    }
  }

  private var cancelled: Ending {
    isClosed ? Ending(.failed, error: "the server was stopped while it ran") : Ending(.stopped)
  }
}

/// How a job ended.
private struct Ending: Sendable {
  let status: Job.Status
  let exitCode: Int?
  /// Why it failed, in one line.
  let error: String?

  init(_ status: Job.Status, exitCode: Int? = nil, error: String? = nil) {
    self.status = status
    self.exitCode = exitCode
    self.error = error
  }
}

extension Job {
  fileprivate mutating func end(_ ending: Ending) {
    status = ending.status
    exitCode = ending.exitCode
    error = ending.error
    finishedAt = .now
  }
}
#endif
