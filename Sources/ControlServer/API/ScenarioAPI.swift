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
    group.get("scenarios/{id}/download") { request, context in
      let document = try await documents.document(context)
      let version = try request.number("version", 1...Int(Int32.max), else: document.version)
      return try await download(document, try await documents.version(version, of: document))
    }
  }

  /// A version of a scenario, the newest of its partner, what it plays and a page with the commands, as a zip that runs
  /// as it is.
  private func download(_ document: Document, _ version: Version) async throws -> Response {
    var pair = [(document: document, version: version)]
    if let partner = document.partner, let other = try await documents.documents.find(.scenarios, partner) {
      pair.append((other, try await documents.version(other.version, of: other)))
    }
    var files: [ZipArchive.Entry] = []
    for (scenario, version) in pair {
      files.append(.init(name: Self.fileName(of: scenario, in: pair), content: .text(version.text)))
    }
    if let place = version.folder {
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
  private static func fileName(of scenario: Document, in pair: [(document: Document, version: Version)]) -> String {
    let isAlone = pair.count == 1 || pair[0].document.role != pair[1].document.role
    return "scenario_\(isAlone ? scenario.role ?? scenario.id : scenario.id).xml"
  }

  private static func readme(_ pair: [(document: Document, version: Version)]) -> String {
    let scenarios = pair.map { document, version in
      "- `\(fileName(of: document, in: pair))`: \(document.id), version \(version.version)\n"
    }.joined()
    let head = "# \(pair[0].document.id)\n\n\(scenarios)"
    let commands = pair[0].document.commands ?? []
    guard !commands.isEmpty else { return head }
    return """
      \(head)
      Start both in this folder, the called side first:

      ```
      \(commands.joined(separator: "\n"))
      ```

      """
  }
}
#endif
