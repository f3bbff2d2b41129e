#if Control
import Foundation
import Hummingbird

/// Takes the scenarios that a job wrote into the library: `POST /scenarios/import-from-pcap-job`.
struct ScenarioImport: Sendable {
  let documents: Documents
  let jobs: Jobs
  let folder: DataFolder

  static let fields = ["job_id", "which", "scenario_id", "uas_scenario_id"]

  /// What is imported, from where.
  struct Order: Sendable {
    var jobID: String
    /// `uac`, `uas` or `both`.
    var which: String
    var scenarioID: Slug
    var partnerID: Slug

    init(_ body: JSONBody) throws {
      jobID = try body.required("job_id")
      which = try body.word("which", ["uac", "uas", "both"])
      scenarioID = try body.requiredSlug("scenario_id", notIn: DocumentKind.scenarios.takenIDs)
      let standard = scenarioID.text + "_uas"
      guard let partner = try body.slug("uas_scenario_id") ?? Slug(standard) else {
        throw body.refusal("scenario_id", "is too long for '\(standard)': name 'uas_scenario_id' too")
      }
      partnerID = partner
      if which == "both", partnerID == scenarioID {
        throw body.refusal("uas_scenario_id", "is the same as 'scenario_id'")
      }
    }
  }

  struct Imported: Encodable, Sendable {
    let id: String
    let role: String
    let file: String
  }

  struct Answer: Encodable, Sendable {
    let imported: [Imported]
    let outDir: String
    let jobId: String
  }

  /// Imports; a scenario that is there already gets another version.
  ///
  /// Throws `Refusal`: 404 for an unknown job or a file that it did not write, 409 for one that has not succeeded.
  func run(_ order: Order, by user: String) async throws -> Answer {
    guard let job = try await jobs.find(order.jobID) else { throw Refusal.missing("job", order.jobID) }
    guard job.status == .succeeded else {
      throw Refusal(.conflict, "the job is \(job.status.rawValue): only what succeeded can be imported")
    }
    let artifacts = JobArtifacts(job.id, in: folder)
    var scenarios: [(id: String, role: String, file: String, text: String)] = []
    for role in order.which == "both" ? ["uac", "uas"] : [order.which] {
      let file = "scenario_\(role).xml"
      guard let path = artifacts.path(of: file), let data = FileManager.default.contents(atPath: path) else {
        throw Refusal(.notFound, "the job wrote no file '\(file)'")
      }
      // The second of a pair has an id of its own; alone, each takes the one that was asked for.
      let id = role == "uas" && order.which == "both" ? order.partnerID : order.scenarioID
      scenarios.append((id.text, role, file, String(decoding: data, as: UTF8.self)))
    }
    let place = UUID().uuidString.lowercased()
    try keepCompanions(of: artifacts, in: place)
    let now = Timestamp.now
    let new = scenarios.map { scenario in
      (
        document: Document(
          kind: .scenarios,
          id: scenario.id,
          name: scenario.id,
          role: scenario.role,
          tags: [],
          version: 1,
          createdAt: now,
          updatedAt: now,
          folder: place,
          partner: scenarios.first { $0.id != scenario.id }?.id,
          jobId: job.id,
          commands: artifacts.commands
        ),
        text: scenario.text
      )
    }
    do {
      _ = try await documents.add(new, by: user, note: "imported from job \(job.id)", replacing: true)
    } catch {
      try? FileManager.default.removeItem(atPath: folder.scenarioFiles(place))
      throw error
    }
    return Answer(
      imported: scenarios.map { Imported(id: $0.id, role: $0.role, file: $0.file) },
      outDir: DataFolder.publicPath(ofScenariosOf: job.id),
      jobId: job.id
    )
  }

  /// Copies what the scenarios play into a new folder of the library.
  private func keepCompanions(of artifacts: JobArtifacts, in place: String) throws {
    let target = folder.scenarioFiles(place)
    let scratch = Scratch(in: folder)
    try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: true)
    for name in artifacts.written where !name.hasPrefix("scenario_") {
      try FileManager.default.copyItem(atPath: artifacts.scenarios + "/" + name, toPath: scratch.path + "/" + name)
    }
    try FileManager.default.moveItem(atPath: scratch.path, toPath: target)
  }
}
#endif
