/// The keys of a rule beside those of `ActionKey`.
package enum RuleKey: String, CaseIterable, Sendable {
  case id, at, value, when, unless, except, absent, missing

  /// One line on what it means.
  package var help: String {
    switch self {
    case .id: "its name; unique in the file"
    case .at: "a slot, or a list of slots"
    case .value:
      "a captured value; with 'at' it must stand there, without 'at' it is followed wherever it stands as a whole token"
    case .when: "conditions that must hold"
    case .unless: "conditions that must not hold"
    case .except: "captured texts that are left alone"
    case .absent: "with 'add': only where this header is missing"
    case .missing: "with 'param': 'add' puts the parameter behind the others where it is missing"
    }
  }
}

/// The keys of a rule file.
package enum RuleFileKey: String, CaseIterable, Sendable {
  case rules, name, extends, disable, templates, map, examples, target

  /// One line on what it means.
  package var help: String {
    switch self {
    case .rules: "format version, \(RuleFile.newestFormat); a newer one is refused"
    case .name: "name of the rule set"
    case .extends: "names of built-in rule sets, or paths relative to this file, that lie below it"
    case .disable: "ids of rules below that do not apply"
    case .templates:
      "folders of templates that go with the rules: names of built-in ones, or paths relative to this file"
    case .map: "the rules"
    case .examples: "captured lines and what must become of them, for 'pcap2scenario rules test'"
    case .target: "only in a file that describes an engine"
    }
  }
}
