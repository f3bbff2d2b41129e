import Diagnostics
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
    func known(_ key: LanguageKey, _ keys: inout Keys) -> [String] {
      let all = keys.oneOrMany(key.rawValue)
      for name in all where elements[name.value] == nil {
        let hint = Spelling.suggestion(for: name.value, among: elements.keys)
        keys.findings.error("unknown-element", "'\(name.value)' is not among the elements\(hint)", at: name.location)
      }
      return all.map(\.value)
    }
    return ScenarioLanguage(
      elements: elements,
      attributes: names(.attributes, &keys),
      steps: known(.steps, &keys),
      receives: known(.receives, &keys),
      messages: known(.messages, &keys),
      texts: names(.texts, &keys),
      variables: names(.variables, &keys),
      sets: names(.sets, &keys),
      given: known(.given, &keys),
      needs: needs,
      files: names(.files, &keys),
      refuses: keys.choices(LanguageKey.refuses.rawValue, of: ScenarioLanguage.Refusal.self)
    )
  }
}
