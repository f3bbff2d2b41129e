package import Diagnostics
package import Templates

/// Finds templates, built in or in a user's folders, and lays them over each other: what all targets share, then the
/// target's own, then those that go with the rules, then the folders in their order.
package enum TemplateCatalog {
  /// What a scenario starts from: the caller's, the callee's, and the caller's that answers a challenge.
  static let roots = ["uac.xml", "uas.xml", "auth.xml"]

  /// The checked templates of a target.
  ///
  /// Throws `Failure` (`rules`) with everything that is wrong; warnings go to `findings`.
  package static func templates(
    target: String,
    rules places: [TemplatePlace] = [],
    folders: [String],
    findings: inout Findings
  ) throws(Failure) -> TemplateSet {
    var layers = TemplateLayers()
    layers.add(builtin(in: "common"))
    layers.add(builtin(in: target))
    var found = Findings()
    for place in places + folders.map(TemplatePlace.folder) {
      layers.add(sources(in: place, target: target, into: &found))
    }
    try found.check(.rules)
    findings.add(contentsOf: found)
    return try TemplateSet(layers, schema: ScenarioSchema.schema, roots: roots, into: &findings)
  }

  private static func sources(
    in place: TemplatePlace,
    target: String,
    into findings: inout Findings
  ) -> [TemplateSource] {
    switch place {
    case .folder(let path): return TemplateSource.folder(path, target: target, into: &findings)
    case .builtin(let name, let location):
      if !names.contains(name) {
        findings.error(
          "unknown-templates",
          "there are no built-in templates '\(name)'" + Spelling.suggestion(for: name, among: names)
            + "; a folder is given by its path, with a slash",
          at: location
        )
      }
      return builtin(in: name) + builtin(in: "\(name)/\(target)")
    }
  }

  /// The names of the built-in folders.
  private static var names: [String] {
    let paths = Builtins.files.keys.filter { $0.hasPrefix("Templates/") }
    return Set(paths.compactMap { $0.split(separator: "/").dropFirst().dropLast().first.map(String.init) }).sorted()
  }

  /// The built-in templates right inside a folder.
  private static func builtin(in folder: String) -> [TemplateSource] {
    let prefix = "Templates/\(folder)/"
    let suffix = ".mustache"
    return Builtins.files.filter { $0.key.hasPrefix(prefix) && $0.key.hasSuffix(suffix) }
      .sorted { $0.key < $1.key }
      .map { path, text in
        TemplateSource(
          name: String(path.dropFirst(prefix.count).dropLast(suffix.count)),
          file: path,
          text: String(decoding: text, as: UTF8.self)
        )
      }
      .filter { !$0.name.contains("/") }
  }
}
