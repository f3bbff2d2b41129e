import Diagnostics
import RuleEngine
import Testing

/// The schema and the loader accept the same keys.
@Suite struct SchemaTests {
  /// The keys that the loader names when it meets one that it does not know.
  private func known(in file: String) throws -> Set<String> {
    let message = try #require(Marked(file).findings.first { $0.code == "unknown-key" }?.message)
    let list = try #require(message.split(separator: "(known: ").last?.dropLast())
    return Set(list.split(separator: ", ").map(String.init))
  }

  private func properties(_ path: String...) throws -> Set<String> {
    var node = RuleSchema.document
    for step in path {
      guard case .object(let members) = node else { break }
      if let next = members[step] { node = next; continue }
      // One of several shapes: the one with keys of its own.
      guard case .list(let shapes)? = members["anyOf"] else { continue }
      for case .object(let shape) in shapes { if let next = shape[step] { node = next } }
    }
    guard case .object(let members) = node else { return [] }
    return Set(members.keys)
  }

  private static let unheard = "qqqqqqqqqqqqqqqqqqqq"

  @Test func ofAFile() throws {
    #expect(try known(in: "\(Self.unheard): x\n") == properties("properties"))
  }

  @Test func ofARule() throws {
    #expect(
      try known(in: "rules: 1\nname: a\nmap:\n  - { id: a, at: from, drop: true, \(Self.unheard): x }\n")
        == properties("properties", "map", "items", "properties")
    )
  }

  @Test(arguments: ["when", "unless"]) func ofConditions(_ key: String) throws {
    #expect(
      try known(in: "rules: 1\nname: a\nmap:\n  - { id: a, at: from, drop: true, \(key): { \(Self.unheard): x } }\n")
        == properties("properties", "map", "items", "properties", key, "properties")
    )
  }

  @Test func ofAnExample() throws {
    #expect(
      try known(in: "rules: 1\nname: a\nexamples:\n  - { captured: a, becomes: b, \(Self.unheard): x }\n")
        == properties("properties", "examples", "items", "properties")
    )
  }

  @Test func ofAField() throws {
    #expect(
      try known(in: "rules: 1\nname: a\nmap:\n  - { id: a, at: from, field: { column: 0, \(Self.unheard): x } }\n")
        == properties("properties", "map", "items", "properties", "field", "properties")
    )
  }

  @Test func ofATarget() throws {
    #expect(
      try known(in: "rules: 1\nname: a\ntarget: { \(Self.unheard): x }\n")
        == properties("properties", "target", "properties")
    )
  }

  @Test(arguments: ["capabilities", "language", "fields", "replay"]) func ofAPartOfATarget(_ key: String) throws {
    #expect(
      try known(in: "rules: 1\nname: a\ntarget: { title: a, \(key): { \(Self.unheard): x } }\n")
        == properties("properties", "target", "properties", key, "properties")
    )
  }

  @Test func ofAnEscape() throws {
    #expect(
      try known(in: "rules: 1\nname: a\ntarget: { title: a, escapes: [{ \(Self.unheard): x }] }\n")
        == properties("properties", "target", "properties", "escapes", "items", "properties")
    )
  }

  /// What must be there is said at once, and by the schema too.
  @Test(arguments: [nil, "capabilities", "language", "fields", "replay"])
  func whatATargetMustHave(_ part: String?) throws {
    func missing(in target: String) -> Set<String> {
      let findings = Marked("rules: 1\nname: a\ntarget: { \(target) }\n").findings.filter { $0.code == "missing-key" }
      return Set(findings.compactMap { $0.message.split(separator: "'").dropFirst().first.map(String.init) })
    }
    var node = try #require(["properties", "target"].reduce(Optional(RuleSchema.document)) { $0[$1] })
    var expected = missing(in: "")
    if let part {
      node = try #require(node["properties"]?[part])
      expected = missing(in: "\(part): { }").subtracting(expected)
    }
    guard case .list(let required)? = node["required"] else { throw Unexpected() }
    let names = Set(required.compactMap { if case .text(let name) = $0 { name } else { nil } })
    #expect(!names.isEmpty && names == expected)
  }

  private struct Unexpected: Error {}

  @Test func twentyMistakesAreTwentyFindings() {
    let marked = Marked(
      """
      rules: 1
      name: lab
      ↓colour: blue
      extends: [common]
      map:
        - id: a
          at: [↓form.tag, ↓vai.host, ↓"via[0].host"]
          set: ↓"{nothing}"
        - id: b
          value: ↓local.adress
          when: { role: ↓client, status: ↓x80, ↓methd: BYE, in_dialog: ↓yes }
          set: x
        - { id: ↓a, at: from, ↓colour: red, drop: true }
        - { id: ↓d, at: from.tag, line: x }
        - { id: ↓e, at: from.host, param: x }
        - { id: ↓f, at: via.host, drop: true }
        - ↓{ id: g, at: from }
        - { id: h, at: from, rename: ↓"a b" }
        - { id: i, at: from.user, field: { file: ↓"../x.csv", column: 0 } }
        - { id: j, at: from.user, field: ↓x }
        - { id: k, at: ↓"header.", keep: true }
      """
    )
    let findings = marked.findings
    #expect(marked.places.count == 20)
    #expect(findings.map { $0.location?.description } == marked.places, "\(findings)")
  }
}

extension RuleSchema.Node? {
  fileprivate subscript(key: String) -> RuleSchema.Node? { self.flatMap { $0[key] } }
}

extension RuleSchema.Node {
  fileprivate subscript(key: String) -> RuleSchema.Node? {
    if case .object(let members) = self { members[key] } else { nil }
  }
}
