#if Control
import GRDB

/// The jobs as they are stored.
struct Jobs: Sendable {
  let store: Store

  /// Which jobs a list holds; the newest come first.
  struct Query: Sendable {
    /// Nil for all.
    var status: Job.Status?
    /// The capture that was converted; nil for any.
    var pcap: String?
    var limit = 100
    var offset = 0
  }

  func list(_ query: Query) async throws -> (jobs: [Job], total: Int) {
    try await store.pool.read { database in
      var wanted = Job.all()
      if let status = query.status { wanted = wanted.filter(Column("status") == status) }
      if let pcap = query.pcap { wanted = wanted.filter(sql: "json_extract(args, '$.pcap') = ?", arguments: [pcap]) }
      return (
        try wanted.order(Column("number").desc).limit(query.limit, offset: query.offset).fetchAll(database),
        try wanted.fetchCount(database)
      )
    }
  }

  func find(_ id: String) async throws -> Job? {
    try await store.pool.read { try Job.filter(Column("id") == id).fetchOne($0) }
  }

  func insert(_ job: Job) async throws -> Job {
    try await store.pool.write { try job.inserted($0) }
  }

  /// Moves a job from one of the states `from` on; nil when it is in none of them.
  func move(_ id: String, from: [Job.Status], _ change: @Sendable @escaping (inout Job) -> Void) async throws -> Job? {
    try await store.pool.write { database in
      guard var job = try Job.filter(Column("id") == id).fetchOne(database), from.contains(job.status) else {
        return nil
      }
      change(&job)
      try job.update(database)
      return job
    }
  }

  /// Removes a job that has come to its end; false when there is none such.
  func remove(_ id: String) async throws -> Bool {
    try await store.pool.write { database in
      guard let job = try Job.filter(Column("id") == id).fetchOne(database), job.status.isFinal else { return false }
      return try job.delete(database)
    }
  }

  /// After a start: what ran has failed, what waited still waits; the ids of the latter in their order.
  func resume() throws -> [String] {
    try store.pool.write { database in
      for var job in try Job.filter(Column("status") == Job.Status.running).fetchAll(database) {
        job.status = .failed
        job.finishedAt = .now
        job.error = "the server was restarted while it ran"
        try job.update(database)
      }
      return try Job.filter(Column("status") == Job.Status.pending).order(Column("number")).fetchAll(database).map(
        \.id
      )
    }
  }

  func ids() throws -> Set<String> {
    try store.pool.read { try Set(String.fetchAll($0, sql: "SELECT id FROM job")) }
  }
}
#endif
