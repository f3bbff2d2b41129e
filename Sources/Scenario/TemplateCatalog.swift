package import Diagnostics
package import Templates

/// Finds formats and templates, built in or in a user's folders, and lays them over each other: what all targets share,
/// then the target's own, then the folders in their order.
package enum TemplateCatalog {
  /// The folder that holds the templates of the scenario format that all targets share, and its manifest.
  static let common = "common"

  /// The built-in formats by the name of their folder.
  private static let builtinFormats: [(folder: String, format: Format)] = Builtins.files.keys.sorted()
    .compactMap { path in
      let parts = path.split(separator: "/").map(String.init)
      guard parts.count == 3, parts[0] == "Templates", parts[2] == Format.manifest else { return nil }
      var findings = Findings()
      guard let text = Builtins.files[path] else { return nil }
      return FormatLoader.load(text, file: path, into: &findings).map { (parts[1], $0) }
    }

  /// The built-in formats, in the order of their names.
  package static let formats: [Format] = builtinFormats.map(\.format).sorted { $0.name < $1.name }

  /// A format, and the templates that it may use, not checked yet.
  package struct Found: Sendable {
    package let format: Format
    package let layers: TemplateLayers

    /// The templates, checked.
    ///
    /// Throws `Failure` (`rules`) with everything that is wrong; it and warnings go to `findings`.
    package func checked(_ findings: inout Findings) throws(Failure) -> FormatTemplates {
      FormatTemplates(
        format: format,
        templates: try TemplateSet(layers, roots: format.roots, escapes: format.escapes, into: &findings)
      )
    }
  }

  /// Finds a format and its templates.
  ///
  /// Throws `Failure` (`rules`) when there is no such format, or when a folder can't be read.
  package static func find(
    _ name: String = Format.scenario,
    target: String,
    rules: [TemplatePlace] = [],
    folders: [String]
  ) throws(Failure) -> Found {
    var findings = Findings()
    var brought: [TemplateSource] = []
    var paths: [String] = []
    for place in rules {
      switch place {
      case .folder(let path): paths.append(path)
      case .builtin(let folder, let location):
        brought += builtin(in: folder, target: target, at: location, into: &findings)
      }
    }
    let places = (paths + folders).map { UserTemplates($0, into: &findings) }
    let found = find(name, target: target, bringing: brought, in: places, into: &findings)
    try findings.check(.rules)
    guard let found else {
      let known = formats.map(\.name) + places.flatMap { $0.formats.map(\.format.name) }
      throw Failure(
        .rules,
        "unknown-format",
        "there is no format '\(name)'" + Spelling.suggestion(for: name, among: known)
          + "; there are \(Set(known).sorted().joined(separator: ", "))"
          + ": a folder of --templates brings its own by a \(Format.manifest)"
      )
    }
    return found
  }

  /// The same with folders that were looked into; nil when there is no such format.
  static func find(
    _ name: String,
    target: String,
    bringing brought: [TemplateSource] = [],
    in places: [UserTemplates],
    into findings: inout Findings
  ) -> Found? {
    let builtin = builtinFormats.first { $0.format.name == name }
    var layers = TemplateLayers()
    if let folder = builtin?.folder { layers.add(self.builtin(in: folder)) }
    if builtin?.folder == common { layers.add(self.builtin(in: target) + brought) }
    guard let format = places.compactMap({ $0.format(named: name) }).last ?? builtin?.format else { return nil }
    for place in places { layers.add(place.sources(of: name, target: target, into: &findings)) }
    return Found(format: format, layers: layers)
  }

  /// The checked templates of a target for one format.
  ///
  /// Throws `Failure` (`rules`) with everything that is wrong; warnings go to `findings`.
  package static func templates(
    _ name: String = Format.scenario,
    target: String,
    rules: [TemplatePlace] = [],
    folders: [String],
    findings: inout Findings
  ) throws(Failure) -> FormatTemplates {
    try find(name, target: target, rules: rules, folders: folders).checked(&findings)
  }

  /// The manifest of a built-in format.
  static func manifest(of format: Format) -> TemplateSource? {
    Builtins.files[format.file].map { text in
      TemplateSource(name: Format.manifest, file: format.file, text: String(decoding: text, as: UTF8.self))
    }
  }

  /// The built-in templates that go with rules, by the name of their folder.
  private static func builtin(
    in folder: String,
    target: String,
    at location: Location,
    into findings: inout Findings
  ) -> [TemplateSource] {
    let paths = Builtins.files.keys.filter { $0.hasPrefix("Templates/") }
    let names = Set(paths.compactMap { $0.split(separator: "/").dropFirst().dropLast().first.map(String.init) })
      .sorted()
    if !names.contains(folder) {
      findings.error(
        "unknown-templates",
        "there are no built-in templates '\(folder)'" + Spelling.suggestion(for: folder, among: names)
          + "; a folder is given by its path, with a slash",
        at: location
      )
    }
    return builtin(in: folder) + builtin(in: "\(folder)/\(target)")
  }

  /// The built-in templates right inside a folder of `Templates`.
  package static func builtin(in folder: String) -> [TemplateSource] {
    let prefix = "Templates/\(folder)/"
    return Builtins.files.filter { $0.key.hasPrefix(prefix) && $0.key.hasSuffix(TemplateSource.suffix) }
      .sorted { $0.key < $1.key }
      .map { path, text in
        TemplateSource(
          name: String(path.dropFirst(prefix.count).dropLast(TemplateSource.suffix.count)),
          file: path,
          text: String(decoding: text, as: UTF8.self)
        )
      }
      .filter { !$0.name.contains("/") }
  }
}
