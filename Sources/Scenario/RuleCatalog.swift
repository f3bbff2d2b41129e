package import Diagnostics
package import RuleEngine

/// Finds rule files, built in or on disk, and lays them over each other.
package struct RuleCatalog {
  private var loaded: [RuleFile] = []
  private var names: Set<String> = []
  private var findings = Findings()

  private init() {}

  /// The names of the built-in targets, sorted: the files that have a key `target`.
  ///
  /// Every command names them in its help, so that no file is read as YAML for that.
  package static let targets: [String] = builtinNames.filter { name in
    let lines = Builtins.files["Rules/\(name).yaml"]?.split(separator: UInt8(ascii: "\n")) ?? []
    return lines.contains { $0.starts(with: "target:".utf8) }
  }

  /// The effective rules of a target with the user's files over them.
  ///
  /// - Parameters:
  ///   - target: the name of a built-in target, or the path of a rule file that describes one.
  ///   - files: what is laid over it, the last strongest: paths of rule files, or names of built-in rule sets.
  ///
  /// Throws `Failure` (`rules`) with every error of every file.
  package static func ruleSet(target: String, files: [String]) throws(Failure) -> RuleSet {
    var catalog = RuleCatalog()
    guard isPath(target) || targets.contains(target) else {
      throw Failure(
        .rules,
        "unknown-target",
        "there is no target '\(target)'" + Spelling.suggestion(for: target, among: targets)
          + "; built in: \(targets.joined(separator: ", ")); a rule file that describes one is given by its path"
      )
    }
    catalog.load(target, from: nil)
    let base = catalog.loaded.last
    for file in files { catalog.load(file, from: nil) }
    guard let description = base?.target else {
      if base != nil {
        catalog.findings.error(
          "no-target",
          "'\(target)' describes no target; the built-in ones are \(targets.joined(separator: ", "))"
        )
      }
      throw Failure(.rules, catalog.findings.inOrderOfPlaces)
    }
    for file in catalog.loaded where file.target != nil && file.file != base?.file {
      catalog.findings.error(
        "second-target",
        "a target is chosen by --target; this file is laid over '\(description.name)' and can't bring its own",
        at: Location(file: file.file)
      )
    }
    let rules = RuleSet(layers: catalog.loaded, target: description, findings: &catalog.findings)
    try catalog.findings.inOrderOfPlaces.check(.rules)
    return rules
  }

  /// What the places of a rule file begin with: its path, or that of the built-in rule set of this name.
  package static func path(of reference: String) -> String {
    isPath(reference) ? reference : "Rules/\(reference).yaml"
  }

  /// The folders of templates that the files of a rule set bring, the lowest first.
  package static func templates(of rules: RuleSet) -> [TemplatePlace] {
    rules.layers.flatMap { file in
      file.templates.map { reference in
        isPath(reference.name)
          ? .folder(path(reference.name, from: file)) : .builtin(reference.name, at: reference.location)
      }
    }
  }

  private static func isPath(_ reference: String) -> Bool {
    reference.hasSuffix(".yaml") || reference.hasSuffix(".yml") || reference.contains("/")
  }

  private static var builtinNames: [String] {
    Builtins.files.keys.filter { $0.hasPrefix("Rules/") && $0.hasSuffix(".yaml") }
      .map { String($0.dropFirst("Rules/".count).dropLast(".yaml".count)) }.sorted()
  }

  private static func builtin(_ name: String, into findings: inout Findings) -> RuleFile? {
    let path = "Rules/\(name).yaml"
    guard let text = Builtins.files[path] else { return nil }
    return RuleLoader.load(text, file: path, into: &findings)
  }

  /// Loads what `reference` names: a path when it looks like one, else a built-in rule set.
  private mutating func load(
    _ reference: String,
    from file: RuleFile?,
    at location: Location? = nil,
    above: [String] = []
  ) {
    if Self.isPath(reference) {
      load(path: file.map { Self.path(reference, from: $0) } ?? reference, at: location, above: above)
      return
    }
    guard let found = Self.builtin(reference, into: &findings) else {
      findings.error(
        "unknown-rules",
        "there are no built-in rules '\(reference)'" + Spelling.suggestion(for: reference, among: Self.builtinNames)
          + "; built in: \(Self.builtinNames.joined(separator: ", ")); a file is given by its path",
        at: location
      )
      return
    }
    add(found, as: found.file, at: location, above: above)
  }

  /// What a file says as a path, which counts from its own folder.
  private static func path(_ reference: String, from file: RuleFile) -> String {
    let folder = file.file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let rest = reference.hasPrefix("./") ? String(reference.dropFirst(2)) : reference
    return reference.hasPrefix("/") || folder.isEmpty ? rest : "\(folder)/\(rest)"
  }

  private mutating func load(path: String, at location: Location?, above: [String] = []) {
    do throws(Failure) {
      let text = try Disk.read(path, as: .rules)
      if let file = RuleLoader.load(text, file: path, into: &findings) {
        add(file, as: Disk.canonical(path), at: location, above: above)
      }
    } catch {
      findings.add(contentsOf: error.findings)
    }
  }

  /// Lays `file` over what it extends; each file counts once, in whatever spelling it is named.
  ///
  /// - Parameters:
  ///   - location: where it is asked for; nil for the command line.
  ///   - above: the files that extend it, the first the one that was asked for.
  private mutating func add(_ file: RuleFile, as identity: String, at location: Location?, above: [String]) {
    guard !names.contains(identity) else { return }
    guard !above.contains(identity) else {
      findings.error(
        "rules-cycle",
        "'\(file.name)' extends itself: \((above + [identity]).joined(separator: " > "))",
        at: location
      )
      return
    }
    for base in file.extends {
      load(base.name, from: file, at: base.location, above: above + [identity])
    }
    guard names.insert(identity).inserted else { return }
    loaded.append(file)
  }
}
