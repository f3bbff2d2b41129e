#if Control
import Foundation

/// A template that the program carries inside, as `templates list --json` tells it.
struct BuiltinTemplate: Decodable, Sendable {
  let file: String
  let format: String
  let name: String
  /// What it writes, in a line.
  let writes: String

  /// The file of a folder of templates that stands in for it: `act.mustache`, `sipp/receive.mustache`.
  var path: String {
    let parts = file.split(separator: "/").dropFirst()
    return (parts.first == "common" ? parts.dropFirst() : parts).joined(separator: "/")
  }
}

extension CallSurvey {
  /// The built-in templates of all targets, each once.
  func builtinTemplates() async throws -> [BuiltinTemplate] {
    var known: Set<String> = []
    var all: [BuiltinTemplate] = []
    for target in BuiltinRules.targets {
      let answer = try await answer(["templates", "list", "--json", "--target", target])
      guard let list = try? JSONDecoder().decode([BuiltinTemplate].self, from: answer) else { throw Self.unreadable }
      all += list.filter { known.insert($0.path).inserted }
    }
    return all
  }

  /// The text of the built-in template with this path; nil when there is none.
  func builtinTemplate(_ path: String) async throws -> String? {
    guard let template = try await builtinTemplates().first(where: { $0.path == path }) else { return nil }
    let folder = path.split(separator: "/").first.map(String.init) ?? ""
    let target = BuiltinRules.targets.contains(folder) ? folder : ToolArguments(pcap: "").target
    let answer = try await answer([
      "templates", "show", template.name, "--format", template.format, "--target", target,
    ])
    return String(decoding: answer, as: UTF8.self)
  }

  /// A commented rule set to begin with, as `rules init` writes it.
  func ruleSkeleton() async throws -> String {
    try await inScratch { folder in
      try await ask(["rules", "init", "lab.yaml"], in: folder)
      return try String(contentsOfFile: folder + "/lab.yaml", encoding: .utf8)
    }
  }
}
#endif
