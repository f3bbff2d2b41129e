import YAML

/// Reads what a target file says about the language of its scenarios.
enum ScenarioLanguageLoader {
  static func language(from keys: inout Keys) -> ScenarioLanguage? {
    var elements: [String: [String]] = [:]
    for entry in keys.entries(LanguageKey.elements.rawValue, required: true) {
      guard case .list(let attributes) = entry.node.value else {
        keys.findings.wrongKind(of: entry.node, wanted: "a list of attributes")
        continue
      }
      elements[entry.key] = attributes.compactMap { $0.scalar(into: &keys.findings)?.value }
    }
    var needs: [String: String] = [:]
    for entry in keys.entries(LanguageKey.needs.rawValue) {
      if let attribute = entry.node.scalar(into: &keys.findings) { needs[entry.key] = attribute.value }
    }
    func names(_ key: LanguageKey, _ keys: inout Keys) -> [String] { keys.oneOrMany(key.rawValue).map(\.value) }
    return ScenarioLanguage(
      elements: elements,
      attributes: names(.attributes, &keys),
      steps: names(.steps, &keys),
      receives: names(.receives, &keys),
      messages: names(.messages, &keys),
      texts: names(.texts, &keys),
      variables: names(.variables, &keys),
      sets: names(.sets, &keys),
      given: names(.given, &keys),
      needs: needs,
      files: names(.files, &keys),
      refuses: keys.choices(LanguageKey.refuses.rawValue, of: ScenarioLanguage.Refusal.self)
    )
  }
}
