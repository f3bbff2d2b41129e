import Diagnostics
import Noise
import RuleEngine
import Scenario
import Testing

/// Scenarios of strangers: read in bounded time and memory, whatever stands in them.
@Suite struct HostileScenarioTests {
  private static let head = "<?xml version=\"1.0\"?>\n<scenario name=\"a\">\n"

  /// What is told of a text, for each engine.
  private func findings(_ text: [UInt8]) throws -> [[Diagnostic]] {
    try RuleCatalog.targets.map { target in
      var review = ScenarioReview(for: try RuleCatalog.ruleSet(target: target, files: []).target)
      review.check(text, of: "a.xml")
      return review.findings.all
    }
  }

  /// What a text is made of, and what is told first of it, by an engine that refuses a lot.
  struct Sort: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: String
    let text: String

    init(_ name: String, _ code: String, _ text: String) {
      (testDescription, self.code, self.text) = (name, code, text)
    }

    static func many(_ text: String, _ count: Int = 50_000) -> String { String(repeating: text, count: count) }
    static func numbered(_ text: (Int) -> String) -> String { (0..<50_000).map(text).joined() }

    static let all = [
      Sort("open tags", "unknown-element", many("<a>")),
      Sort("nested tags", "unknown-element", many("<a>") + many("</a>")),
      Sort("nested known tags", "not-well-formed", many("<nop>") + many("</nop>", 49_999)),
      Sort("elements", "unknown-element", many("<a1/>")),
      Sort("attributes", "unknown-attribute", "<nop " + numbered { "a\($0)=\"\" " } + "/>"),
      Sort("words in brackets", "unknown-variable", "<send><![CDATA[" + many("[x]") + "]]></send>"),
      Sort("open brackets", "open-bracket", "<send><![CDATA[" + many("[", 300_000) + "]]></send>"),
      Sort("quoted brackets", "open-bracket", "<send><![CDATA[" + many("[\"", 150_000) + "]]></send>"),
      Sort("variables", "unset-variable", "<send><![CDATA[" + numbered { "[$v\($0)]" } + "]]></send>"),
      Sort("names of variables", "unset-variable", "<recv test=\"" + numbered { "v\($0)," } + "\"/>"),
      Sort("a long element", "unknown-element", "<" + many("a", 300_000) + "/>"),
      Sort("a long attribute", "unknown-attribute", "<nop " + many("a", 300_000) + "=\"\"/>"),
      Sort("a long word", "unknown-variable", "<send><![CDATA[[" + many("a", 300_000) + "]]]></send>"),
      Sort("references", "not-well-formed", "<nop rtd=\"" + many("&", 300_000) + "\"/>"),
      Sort("a comment", "not-well-formed", "<!-- " + many("-", 300_000)),
    ]
  }

  @Test(arguments: Sort.all)
  func `a text made to take long is told like any other`(_ sort: Sort) throws {
    let found = try findings(Array((Self.head + sort.text + "</scenario>").utf8))
      .map { $0.map(\.code).filter { $0 != "file-too-large" } }
    for codes in found {
      #expect(codes.count <= 101 && (codes.count <= 100 || codes.last == "scenario-errors"), "\(codes.suffix(3))")
    }
    // SIPp refuses more than gossipper.
    #expect(found.last?.first == sort.code)
  }

  @Test func `a file that is too large is not looked at`() throws {
    let text = Array((Self.head + "<paus/></scenario>").utf8)
    let filled = text + Array(repeating: UInt8(ascii: "\n"), count: (4 << 20) + 1 - text.count)
    for told in try findings(filled) { #expect(told.map(\.code) == ["scenario-size"]) }
    for told in try findings(text) { #expect(told.map(\.code) == ["unknown-element"]) }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `broken at random, each finding has a line that exists`(_ seed: UInt64) throws {
    var random = Noise(seed: seed)
    let pieces = [
      "<", ">", "/", "\"", "'", "&", "&amp;", "[", "]", "]]>", "<![CDATA[", "<!--", "-->", "<?", "=", "\u{E4}", "\0",
      "$",
    ]
    for _ in 0..<10 {
      var bytes = Array(Self.sound.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...8, using: &random))
        bytes.replaceSubrange(start..<end, with: (pieces.randomElement(using: &random) ?? "").utf8)
      }
      let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      for told in try findings(bytes) {
        #expect(told.allSatisfy { (1...lines).contains($0.location?.line ?? 0) }, "\(told)")
      }
    }
    for told in try findings(Array(Self.sound.utf8)) { #expect(told.isEmpty, "\(told)") }
  }

  private static let sound =
    head + """
      <!-- a -->
      <recv request="INVITE"><action><ereg regexp="(a)" search_in="hdr" header="To:" assign_to="1,2"/></action></recv>
      <send><![CDATA[
      SIP/2.0 200 OK
      [last_Via:]
      X: [$1] [$2]
      Content-Length: [len]

      ]]></send>
      <recv response="180" optional="true"/>
      <recv response="200"/>
      <pause milliseconds="5"/>
      </scenario>
      """
}
