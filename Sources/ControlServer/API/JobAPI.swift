#if Control
import Foundation
import Hummingbird
import NIOCore

/// Jobs: what was asked for, what became of it, and what came out.
struct JobAPI: Sendable {
  let queue: JobQueue
  let folder: DataFolder

  /// A job as it is told.
  struct Answer: Encodable, Sendable {
    let id: String
    let profileId: String
    let profileKind: String
    let status: Job.Status
    let createdAt: Timestamp
    let startedAt: Timestamp?
    let finishedAt: Timestamp?
    let exitCode: Int?
    let error: String?
    let args: ToolArguments
    let user: String
    let outDir: String

    init(_ job: Job) {
      id = job.id
      profileId = job.profileId
      profileKind = job.profileKind
      status = job.status
      createdAt = job.createdAt
      startedAt = job.startedAt
      finishedAt = job.finishedAt
      exitCode = job.exitCode
      error = job.error
      args = job.args
      user = job.user
      outDir = DataFolder.publicPath(ofScenariosOf: job.id)
    }
  }

  struct List: Encodable {
    let jobs: [Answer]
    let total: Int
  }

  func add(to group: RouterGroup<ControlContext>) {
    group.get("jobs") { request, _ in
      let (limit, offset) = try request.page()
      var query = Jobs.Query(pcap: request.query("pcap"), limit: limit, offset: offset)
      if let word = request.query("status") {
        guard let status = Job.Status(rawValue: word) else {
          let words = Job.Status.allCases.map(\.rawValue).joined(separator: ", ")
          throw Refusal(.badRequest, "'status' is none of \(words)")
        }
        query.status = status
      }
      let (jobs, total) = try await queue.jobs.list(query)
      return try Response.json(List(jobs: jobs.map(Answer.init), total: total))
    }
    group.get("jobs/{id}") { _, context in
      try Response.json(["job": Answer(try await job(context))])
    }
    group.post("jobs/{id}/stop") { _, context in
      let job = try await job(context)
      if job.status.isFinal { throw Refusal(.conflict, "the job has \(job.status.rawValue) already") }
      guard let stopped = try await queue.stop(job.id) else { throw Refusal.missing("job", job.id) }
      return try Response.json(["job": Answer(stopped)])
    }
    group.delete("jobs/{id}") { _, context in
      let job = try await job(context)
      guard try await queue.jobs.remove(job.id) else {
        throw Refusal(.conflict, "the job is \(job.status.rawValue): stop it first")
      }
      try? FileManager.default.removeItem(atPath: folder.job(job.id))
      return Response.noContent
    }
    group.get("jobs/{id}/artifacts") { _, context in
      let job = try await job(context)
      return try Response.json(["artifacts": JobArtifacts(job.id, in: folder).list])
    }
    group.get("jobs/{id}/artifacts/{name}") { _, context in
      let job = try await job(context)
      let name = try context.slug("name", of: "artifact")
      guard let path = JobArtifacts(job.id, in: folder).path(of: name.text) else {
        throw Refusal.missing("artifact", name.text)
      }
      return try await Response.file(path, as: name.text, type: "application/octet-stream")
    }
    group.get("jobs/{id}/events") { _, context in
      try await events(of: try await job(context).id)
    }
    group.get("events") { _, _ in try await events(of: nil) }
  }

  func job(_ context: ControlContext) async throws -> Job {
    let id = try context.slug("id", of: "job").text
    guard let job = try await queue.jobs.find(id) else { throw Refusal.missing("job", id) }
    return job
  }

  /// What becomes of a job, or of all, as server-sent events: `job` with the job, `progress` with `{"id", "bytes"}`.
  ///
  /// The stream of one job begins with how it is, and ends with its end.
  private func events(of id: String?) async throws -> Response {
    let events = await queue.feed.listen(to: id)
    let current = if let id { try await queue.jobs.find(id) } else { nil as Job? }
    let body = ResponseBody { writer in
      // Whoever connects learns at once that he is heard.
      try await writer.write(ByteBuffer(string: ": hello\n\n"))
      if let current { try await writer.write(ServerSentEvent.of(.changed(current))) }
      if !(current?.status.isFinal ?? false) {
        for await event in events.withHeartbeat(every: .seconds(15)) {
          guard let event else {
            try await writer.write(ByteBuffer(string: ": still here\n\n"))
            continue
          }
          try await writer.write(ServerSentEvent.of(event))
          if id != nil, case .changed(let job) = event, job.status.isFinal { break }
        }
      }
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
  }
}
#endif
