#if Control
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What only scenarios have: the import from a job, and the download with everything that a replay needs.
struct ScenarioAPI: Sendable {
  let documents: DocumentAPI
  let importer: ScenarioImport

  func add(to group: RouterGroup<ControlContext>) {
    group.post("scenarios/import-from-pcap-job") { request, context in
      let body = try await JSONBody(request, known: ScenarioImport.fields)
      let answer = try await importer.run(try ScenarioImport.Order(body), by: try context.user.name)
      return try Response.json(answer, status: .created)
    }
    group.get("scenarios/{id}/download") { _, context in
      try await download(try await documents.document(context))
    }
  }

  /// The scenario, its partner, what they play and a page with the commands, as a zip that runs as it is.
  private func download(_ document: Document) async throws -> Response {
    var pair = [document]
    if let partner = document.partner, let other = try await documents.documents.find(.scenarios, partner) {
      pair.append(other)
    }
    var files: [ZipArchive.Entry] = []
    for scenario in pair {
      let name = Self.fileName(of: scenario, in: pair)
      files.append(.init(name: name, content: .text(try await documents.text(of: scenario))))
    }
    if let place = document.folder {
      let path = documents.folder.scenarioFiles(place)
      for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() where Slug(name) != nil {
        files.append(.init(name: name, content: .file(path + "/" + name)))
      }
    }
    files.append(.init(name: "README.md", content: .text(Self.readme(pair))))
    let scratch = Scratch(in: documents.folder)
    try ZipArchive(folder: document.id, files: files).write(to: scratch.path)
    return try await Response.file(scratch.path, as: document.id + ".zip", type: "application/zip", owner: scratch)
  }

  /// As the commands name it; where both have one role, or none, each goes by its id.
  private static func fileName(of scenario: Document, in pair: [Document]) -> String {
    let isAlone = pair.count == 1 || pair[0].role != pair[1].role
    return "scenario_\(isAlone ? scenario.role ?? scenario.id : scenario.id).xml"
  }

  private static func readme(_ pair: [Document]) -> String {
    let scenarios = pair.map { "- `\(fileName(of: $0, in: pair))`: \($0.id), version \($0.version)" }
    let commands = pair[0].commands ?? []
    guard !commands.isEmpty else { return "# \(pair[0].id)\n\n\(scenarios.joined(separator: "\n"))\n" }
    return """
      # \(pair[0].id)

      \(scenarios.joined(separator: "\n"))

      Start both in this folder, the called side first:

      ```
      \(commands.joined(separator: "\n"))
      ```

      """
  }
}
#endif
