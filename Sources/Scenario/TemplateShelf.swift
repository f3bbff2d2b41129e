package import Diagnostics
package import Templates

/// All templates that a target can use, format by format: what `templates list`, `show` and `eject` work on.
package struct TemplateShelf: Sendable {
  /// A template in use.
  package struct Item: Sendable {
    package let format: String
    package let source: TemplateSource
    /// The files that it is used instead of, the nearest first.
    package let hides: [String]
    /// What it writes, in the words of its first comment, or of that of the nearest one that it hides.
    package let summary: String
  }

  package let items: [Item]
  /// The name of the target.
  package let target: String
  private let formats: [Format]

  /// - Parameters:
  ///   - target: the name of a target.
  ///   - format: only this one; nil for all there are.
  ///   - folders: the user's.
  ///
  /// Throws `Failure` (`rules`) when there is no such format, or when a folder can't be read.
  package init(target: String, format: String? = nil, folders: [String] = []) throws(Failure) {
    var findings = Findings()
    let brought = folders.flatMap { UserTemplates($0, into: &findings).formats.map(\.format.name) }
    try findings.check(.rules)
    // The scenario first: it is what most ask for.
    let names =
      [Format.scenario] + Set(TemplateCatalog.formats.map(\.name) + brought).subtracting([Format.scenario]).sorted()
    var items: [Item] = []
    var formats: [Format] = []
    for name in format.map({ [$0] }) ?? names {
      let found = try TemplateCatalog.find(name, target: target, folders: folders)
      formats.append(found.format)
      items += found.layers.entries.map { entry in
        Item(
          format: name,
          source: entry.source,
          hides: entry.hidden.map(\.file),
          summary: ([entry.source] + entry.hidden).compactMap(\.summary).first ?? ""
        )
      }
    }
    self.items = items
    self.target = target
    self.formats = formats
  }

  /// The template of that name, of the first format that has one.
  ///
  /// Throws `Failure` (`rules`) when there is none.
  package func item(_ name: String) throws(Failure) -> Item {
    let plain = name.hasSuffix(TemplateSource.suffix) ? String(name.dropLast(TemplateSource.suffix.count)) : name
    if let item = items.first(where: { $0.source.name == plain }) { return item }
    throw Failure(
      .rules,
      "missing-template",
      "there is no template '\(plain)'" + Spelling.suggestion(for: plain, among: items.map(\.source.name))
        + ": 'pcap2scenario templates list' names them all"
    )
  }

  /// Writes built-in templates into `folder`, each where it overrides what it is a copy of.
  ///
  /// - Parameters:
  ///   - names: which; none for all of the shelf, manifests included.
  ///   - force: whether other files may be overwritten.
  ///
  /// Returns the paths that were written. Throws `Failure` (`rules`) for an unknown name, (`refused`) when something else
  /// stands there; nothing is written then.
  package func eject(_ names: [String], to folder: String, force: Bool) throws(Failure) -> [String] {
    var copies: [(path: String, text: String)] = []
    for name in names {
      let item = try item(name)
      copies.append((place(of: item), item.source.text))
    }
    if names.isEmpty {
      copies = items.map { (place(of: $0), $0.source.text) }
      for format in formats {
        guard let manifest = TemplateCatalog.manifest(of: format) else { continue }
        copies.append(
          (format.name == Format.scenario ? Format.manifest : "\(format.name)/\(Format.manifest)", manifest.text)
        )
      }
    }
    let root = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    return try NewFiles(copies.map { (path: "\(root)/\($0.path)", content: Array($0.text.utf8)) }).write(force: force)
  }

  /// Where a copy stands in a folder of templates.
  private func place(of item: Item) -> String {
    let file = item.source.name + TemplateSource.suffix
    guard item.format == Format.scenario else { return "\(item.format)/\(file)" }
    return item.source.file.hasPrefix("Templates/\(TemplateCatalog.common)/") ? file : "\(target)/\(file)"
  }
}
