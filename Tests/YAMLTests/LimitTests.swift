import Diagnostics
import Testing
import YAML

@Suite struct LimitTests {
  @Test func takes64LevelsAndNoMore() {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(Marked(nested(64)).parsed().findings.isEmpty)
    let (node, findings) = Marked(nested(65)).parsed()
    #expect(node == nil)
    #expect(
      findings.map { "\($0)" } == [
        "lab.yaml:1:65: error: [yaml-depth] lists and mappings more than 64 levels deep: nest less"
      ]
    )
  }

  @Test(arguments: ["[", "{", "- ", "? ", "a: {", "[{", "\"", "{? "])
  func givesUpOnEndlessNesting(opening: String) {
    #expect(Marked(String(repeating: opening, count: 100_000)).parsed().node == nil)
  }

  @Test func takesAMebibyteAndNoMore() {
    let comment = String(repeating: "#", count: YAMLDocument.longest - 5)
    #expect(Marked("a: b\n" + comment).parsed().findings.isEmpty)
    #expect(Marked("a: b\n#" + comment).parsed().findings.map(\.code) == ["yaml-size"])
  }

  /// Swift needs minutes to hash the text that each of these would give.
  @Test(arguments: ["? e\(accents)\n: 1", "a: e\(accents)", "a: \"e\(escapes)\"", "- !e\(percents) x"])
  func refusesEndlessAccents(text: String) {
    let codes = Marked(text).parsed().findings.map(\.code)
    #expect(codes == ["yaml-text"] || codes == ["yaml-tag"])
  }

  static let accents = String(repeating: "\u{301}\u{316}", count: 100_000)
  static let escapes = String(repeating: "\\u0301\\u0316", count: 60_000)
  static let percents = String(repeating: "%CC%81%CC%96", count: 60_000)

  /// Libyaml needs quarters of a minute for these, whatever ends their lines.
  @Test(arguments: ["\n", "\r", "\u{85}", "\u{2028}"])
  func refusesEndlessDirectives(end: String) {
    let text = (0..<50_000).map { "%TAG !a\($0)! !b\(end)" }.joined()
    #expect(Marked("#" + end + text).parsed().findings.map(\.code) == ["yaml-directive"])
  }

  @Test func takesAsManyAccentsAsLanguagesHave() {
    #expect(Marked("a: e" + String(repeating: "\u{301}", count: 30)).parsed().findings.isEmpty)
  }

  @Test(arguments: ["- &a b\n", "- !!int 3\n", "- *a\n", "- {a: 1, a: 2}\n"])
  func tellsNoMoreThan100ErrorsOfATree(line: String) throws {
    let (node, findings) = Marked(String(repeating: line, count: 1000)).parsed()
    #expect(node == nil)
    #expect(findings.count == 101)
    #expect(findings.last?.code == "yaml-errors")
  }

  @Test(arguments: [
    "[" + String(repeating: "{k: 1}, ", count: 300) + "]",
    "[{" + (0..<300).map { "k\($0): 1, " }.joined() + "}, {k: 1}]",
  ])
  func tellsNoMoreThan100ErrorsOfKeys(text: String) throws {
    var findings = Findings()
    let keys = try #require(Marked("list: \(text)").parsed().node).read(into: &findings) { keys in
      keys.list("list").compactMap { $0.read(into: &keys.findings) { _ in true } }
    }
    #expect(keys?.isEmpty == false)
    #expect(findings.all.count == 101)
    #expect(findings.all.last?.code == "yaml-errors")
  }

  @Test func cutsLongNamesInMessages() throws {
    let name = String(repeating: "é", count: 100_000)
    let (node, duplicate) = Marked("? \(name)\n: 1\n? \(name)\n: 2\n").parsed()
    var findings = Findings()
    _ = try #require(node).read(into: &findings) { _ in true }
    #expect((duplicate + findings.all).map(\.code) == ["duplicate-key", "unknown-key"])
    #expect((duplicate + findings.all).allSatisfy { $0.message.utf8.count < 200 })
  }
}
