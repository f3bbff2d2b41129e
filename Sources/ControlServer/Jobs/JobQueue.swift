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
  /// How many jobs run at once; what a page asks has places of its own, and never waits for all of them.
  private let gate: Gate
  private let logger: Logger
  private var running: [String: Task<Void, Never>] = [:]
  private var isClosed = false

  /// Of how many jobs the artefacts are kept waiting or running at once.
  static let mostWaiting = 1000

  init(jobs: Jobs, folder: DataFolder, worker: Worker, lab: LabFiles, places: Int, logger: Logger) {
    self.jobs = jobs
    self.folder = folder
    self.worker = worker
    self.lab = lab
    self.gate = Gate(places)
    self.logger = logger
  }

  /// Whether no more jobs can wait.
  var isFull: Bool { running.count >= Self.mostWaiting }

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
    running[id] = Task {
      await gate.within { await self.run(id) }
      running[id] = nil
    }
  }

  /// Stops a job that waits or runs, and returns it when it has come to its end.
  func stop(_ id: String) async throws -> Job? {
    if let stopped = try await jobs.move(id, from: [.pending], { $0.end(.stopped, nil, nil) }) {
      await feed.tell(.changed(stopped))
      return stopped
    }
    if let task = running[id] {
      task.cancel()
      await task.value
    }
    return try await jobs.find(id)
  }

  /// Ends all workers: the server stops. Their jobs are said to have failed, those that waited will wait on.
  func close() async {
    isClosed = true
    await feed.close()
    for task in running.values { task.cancel() }
    for task in running.values { await task.value }
  }

  private func run(_ id: String) async {
    do {
      if isClosed { return }
      guard
        let job = try await jobs.move(
          id,
          from: [.pending],
          {
            $0.status = .running; $0.startedAt = .now
          }
        )
      else { return }
      await feed.tell(.changed(job))
      let (outcome, error) = await convert(job)
      let status: Job.Status = outcome.isSuccess ? .succeeded : Task.isCancelled && !isClosed ? .stopped : .failed
      let ended = try await jobs.move(id, from: [.running]) { $0.end(status, outcome.exitCode, error) }
      if let ended { await feed.tell(.changed(ended)) }
    } catch {
      logger.error("job \(id): \(error)")
    }
  }

  private static let wasClosed = "the server was stopped while it ran"

  /// What became of the job, and why it failed in one line.
  private func convert(_ job: Job) async -> (Worker.Outcome, String?) {
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
      if outcome.isSuccess { return (outcome, nil) }
      if Task.isCancelled { return (outcome, isClosed ? Self.wasClosed : nil) }
      let told = Worker.lines(place + "/log.txt").compactMap(Finding.init).first { $0.severity == "error" }
      return (outcome, told?.message ?? outcome.reason ?? "the worker ended with \(outcome.exitCode ?? -1)")
    } catch let failure as LabFailure {
      return (.init(exitCode: nil, reason: nil), failure.reason)
    } catch {
      if Task.isCancelled { return (.init(exitCode: nil, reason: nil), isClosed ? Self.wasClosed : nil) }
      logger.error("job \(job.id): \(error)")
      let reason = Refusal(error)
      let isForeseen = reason.status == .insufficientStorage
      return (.init(exitCode: nil, reason: nil), isForeseen ? reason.message : "the worker could not be run: \(error)")
    }
  }
}

extension Job {
  fileprivate mutating func end(_ status: Status, _ exitCode: Int?, _ error: String?) {
    self.status = status
    self.exitCode = exitCode
    self.error = error
    finishedAt = .now
  }
}
#endif
