#if Control
import Foundation

/// The files that a job left: the scenarios with what they play, `report.json` and `log.txt`.
struct JobArtifacts: Sendable {
  let folder: String

  struct Entry: Encodable, Sendable {
    let name: String
    let size: Int
  }

  init(_ id: String, in data: DataFolder) { folder = data.job(id) }

  var scenarios: String { folder + "/scenarios" }

  private static let ownFiles = ["report.json", "log.txt"]

  var list: [Entry] {
    names.compactMap { name in
      guard let path = path(of: name) else { return nil }
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      return Entry(name: name, size: size ?? 0)
    }
  }

  /// What was written into the folder of the scenarios, in the order of the names.
  var written: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: scenarios)) ?? []).filter { path(of: $0) != nil }.sorted()
  }

  private var names: [String] { written + Self.ownFiles }

  /// Where an artefact is; nil when there is none of this name, or no file: a link may lead anywhere.
  func path(of name: String) -> String? {
    guard Slug(name) != nil else { return nil }
    let path = (Self.ownFiles.contains(name) ? folder : scenarios) + "/" + name
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return type == .typeRegular ? path : nil
  }

  /// How the pair is replayed, a command each; the folder of the scenarios is not named in it.
  var commands: [String] {
    struct Report: Decodable { let commands: [String]? }
    guard let data = FileManager.default.contents(atPath: folder + "/report.json") else { return [] }
    let commands = (try? JSONDecoder().decode(Report.self, from: data))?.commands ?? []
    return commands.map { $0.replacing(" scenarios/", with: " ") }
  }
}
#endif
