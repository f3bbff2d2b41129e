package import Diagnostics
package import Templates

/// Finds templates, built in or in a user's folders, and lays them over each other: what all targets share, then the
/// target's own, then the folders in their order.
package enum TemplateCatalog {
  /// What a scenario starts from: the caller's, the callee's, and the caller's that answers a challenge.
  static let roots = ["uac.xml", "uas.xml", "auth.xml"]

  /// The checked templates of a target.
  ///
  /// Throws `Failure` (`rules`) with everything that is wrong; warnings go to `findings`.
  package static func templates(
    target: String,
    folders: [String],
    findings: inout Findings
  ) throws(Failure) -> TemplateSet {
    var layers = TemplateLayers()
    layers.add(builtin(in: "common"))
    layers.add(builtin(in: target))
    var found = Findings()
    for folder in folders { layers.add(TemplateSource.folder(folder, target: target, into: &found)) }
    try found.check(.rules)
    findings.add(contentsOf: found)
    return try TemplateSet(layers, schema: ScenarioSchema.schema, roots: roots, into: &findings)
  }

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
  }
}
