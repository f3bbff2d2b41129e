package import Diagnostics
package import Templates

/// Finds formats and templates, built in or in a user's folders, and lays them over each other: what all targets share,
/// then the target's own, then the folders in their order.
package enum TemplateCatalog {
  /// The folder that holds the templates of the scenario format that all targets share, and its manifest.
  private static let common = "common"

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
  package static var formats: [Format] { builtinFormats.map(\.format).sorted { $0.name < $1.name } }

  /// A format, and the templates that it may use, not checked yet.
  package struct Found: Sendable {
    package let format: Format
    package let layers: TemplateLayers
  }

  /// Finds a format and its templates.
  ///
  /// Throws `Failure` (`rules`) when there is no such format, or when a folder can't be read.
  package static func find(
    _ name: String = Format.scenario,
    target: String,
    folders: [String]
  ) throws(Failure) -> Found {
    var findings = Findings()
    var format = builtinFormats.first { $0.format.name == name }
    var layers = TemplateLayers()
    if let folder = format?.folder { layers.add(builtin(in: folder)) }
    if format?.folder == common { layers.add(builtin(in: target)) }
    var known = formats.map(\.name)
    for folder in folders {
      let manifests = manifests(in: folder, of: name, into: &findings)
      known += manifests.map(\.format.name)
      let own = manifests.last { $0.format.name == name }
      if let own { format = (folder: own.folder, format: own.format) }
      // A scenario is what a folder is for when it says nothing else; other formats have a folder in it.
      let place = own?.folder ?? (name == Format.scenario ? folder : "\(folder)/\(name)")
      guard Disk.isFolder(place) || place == folder else { continue }
      layers.add(TemplateSource.folder(place, target: target, into: &findings))
    }
    try findings.check(.rules)
    guard let format = format?.format else {
      throw Failure(
        .rules,
        "unknown-format",
        "there is no format '\(name)'" + Spelling.suggestion(for: name, among: known)
          + "; there are \(Set(known).sorted().joined(separator: ", "))"
          + ": a folder of --templates brings its own by a \(Format.manifest)"
      )
    }
    return Found(format: format, layers: layers)
  }

  /// The checked templates of a target for one format.
  ///
  /// Throws `Failure` (`rules`) with everything that is wrong; warnings go to `findings`.
  package static func templates(
    _ name: String = Format.scenario,
    target: String,
    folders: [String],
    findings: inout Findings
  ) throws(Failure) -> FormatTemplates {
    let found = try find(name, target: target, folders: folders)
    return FormatTemplates(
      format: found.format,
      templates: try TemplateSet(
        found.layers,
        roots: found.format.roots,
        escapes: found.format.escapes,
        into: &findings
      )
    )
  }

  /// The formats that a user's folder brings: its own `format.yaml`, and one in the folder that is called like the
  /// format.
  private static func manifests(
    in folder: String,
    of name: String,
    into findings: inout Findings
  ) -> [(folder: String, format: Format)] {
    var manifests: [(folder: String, format: Format)] = []
    for place in [folder, "\(folder)/\(name)"] {
      let file = "\(place)/\(Format.manifest)"
      guard Disk.exists(file) else { continue }
      do throws(Failure) {
        let text = try Disk.read(file, as: .rules)
        if let format = FormatLoader.load(text, file: file, into: &findings) { manifests.append((place, format)) }
      } catch {
        findings.add(contentsOf: error.findings)
      }
    }
    return manifests
  }

  /// The built-in templates of a folder of `Templates`.
  package static func builtin(in folder: String) -> [TemplateSource] {
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
