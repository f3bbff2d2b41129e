import Diagnostics
import Noise
import Templates
import Testing

/// Templates broken at random, the same way in each run.
@Suite struct MutationTests {
  /// A template either has findings, each in a line that exists, or it is read by the library too and renders.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func brokenTemplatesAreFoundOrRender(_ seed: UInt64) throws {
    var random = Noise(seed: seed)
    for _ in 0..<50 {
      var bytes = Array(Self.template.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...3, using: &random))
        let piece = Self.pieces.randomElement(using: &random) ?? ""
        bytes.replaceSubrange(start..<end, with: piece.utf8)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let sources = [
        TemplateSource(name: "root", file: "root", text: text), TemplateSource(name: "send", file: "send", text: "s"),
        TemplateSource(name: "recv", file: "recv", text: "r"),
      ]
      var layers = TemplateLayers()
      layers.add(sources)
      var found = Findings()
      do {
        let set = try TemplateSet(layers, roots: [RootTemplate("root", schema)], into: &found)
        let context: [String: Value] = ["title": .text("t"), "steps": .list([step("send"), step("recv")])]
        let output = String(decoding: try set.render("root", context).bytes, as: UTF8.self)
        #expect(!output.contains("CONTENT_TYPE:XML"))
      } catch {
        let lines = 1 + text.utf8.count { $0 == UInt8(ascii: "\n") }
        #expect(error.findings.hasErrors)
        #expect(!error.findings.all.contains { $0.code == "template" }, "the library refused: \(text)")
        #expect(error.findings.all.allSatisfy { (1...lines).contains($0.location?.line ?? 0) }, "\(text)")
      }
    }
  }

  private static let template = """
    <scenario name="{{title}}">
    {{! a comment
      of two lines }}
    {{#steps}}
      {{> *kind}}
      {{#optional}} optional="true"{{/optional}}{{^last()}},{{/last()}}
      {{#lines}}
      {{{.}}}
      {{/lines}}
    {{/steps}}
    {{#peer}}{{host}}:{{peer.port}}{{/peer}} {{count(steps)}}
    </scenario>

    """
  private static let pieces = [
    "", "{", "}", "{{", "}}", "{{{", "}}}", "{{/", "{{#", "{{! ", "{{>", "*", "(", ")", ".", "\n", "\r\n", "\t", "é",
    "\u{301}", "\u{0}", "{{^title}}", "{{/title}}", "{{=", "{{%", "{{<x}}", "&", "index()", "title",
  ]
}
