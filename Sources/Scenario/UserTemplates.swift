import Diagnostics
import Templates

/// A folder of a user's templates (`--templates`), and what it brings.
///
/// Templates of the scenario stand in it and, for one target only, in a folder called like the target. Another format has
/// a folder of its own in it: one called like a built-in format adds to that, one with a manifest is a new one.
struct UserTemplates {
  let path: String
  /// The formats that it brings, with the folder of each.
  let formats: [(folder: String, format: Format)]
  /// The names of the folders in it, hidden ones left out.
  private let folders: [String]

  /// Reads every manifest; what is wrong with one is told to `findings`.
  init(_ path: String, into findings: inout Findings) {
    self.path = path
    let folders = Disk.names(in: path).filter { !$0.hasPrefix(".") && Disk.isFolder("\(path)/\($0)") }.sorted()
    self.folders = folders
    var formats: [(folder: String, format: Format)] = []
    for place in [path] + folders.map({ "\(path)/\($0)" }) {
      let file = "\(place)/\(Format.manifest)"
      guard Disk.exists(file) else { continue }
      do throws(Failure) {
        let text = try Disk.read(file, as: .rules)
        if let format = FormatLoader.load(text, file: file, into: &findings) { formats.append((place, format)) }
      } catch {
        findings.add(contentsOf: error.findings)
      }
    }
    self.formats = formats
  }

  /// The format that it brings under this name; nil for none.
  func format(named name: String) -> Format? { formats.last { $0.format.name == name }?.format }

  /// The templates that it has for a format and a target.
  func sources(of name: String, target: String, into findings: inout Findings) -> [TemplateSource] {
    // Which tells what is wrong with it.
    guard Disk.isFolder(path) else { return TemplateSource.folder(path, target: target, into: &findings) }
    let own = formats.last { $0.format.name == name }?.folder
    let place = own ?? (name == Format.scenario ? path : "\(path)/\(name)")
    // Who brings other formats only has no scenario to override.
    let bringsOthers = place == path && own == nil && (!formats.isEmpty || !namesOfBuiltin.isEmpty)
    guard place == path || Disk.isFolder(place), !bringsOthers || holdsTemplates(target) else { return [] }
    return TemplateSource.folder(place, target: target, into: &findings)
  }

  /// The names of the formats for which it has something, among those of `known`.
  func touched(target: String) -> [String] {
    let scenario = holdsTemplates(target) || formats.isEmpty && namesOfBuiltin.isEmpty ? [Format.scenario] : []
    return Array(Set(scenario + formats.map(\.format.name) + namesOfBuiltin)).sorted()
  }

  /// Folders with templates that nothing reads, since they are called like no target and no format.
  func unread(targets: [String]) -> [String] {
    let known = targets + TemplateCatalog.formats.map(\.name)
    let brought = Set(formats.map(\.folder))
    return folders.filter { folder in
      !known.contains(folder) && !brought.contains("\(path)/\(folder)") && Self.hasTemplates("\(path)/\(folder)")
    }
  }

  /// The built-in formats that have a folder in it.
  private var namesOfBuiltin: [String] {
    folders.filter { folder in TemplateCatalog.formats.contains { $0.name == folder && folder != Format.scenario } }
  }

  private func holdsTemplates(_ target: String) -> Bool {
    Self.hasTemplates(path) || Self.hasTemplates("\(path)/\(target)")
  }

  private static func hasTemplates(_ folder: String) -> Bool {
    Disk.names(in: folder).contains { $0.hasSuffix(TemplateSource.suffix) && !$0.hasPrefix(".") }
  }
}
