import Diagnostics
import Templates
import Testing

/// What comes out of templates that passed.
@Suite struct RenderTests {
  @Test func valuesAreEscapedForXMLInEveryPartial() throws {
    let files = ["root": "{{title}}{{> a}}", "a": "|{{{title}}}|{{&title}}{{> b}}", "b": "|{{title}}"]
    let text = #"<a b="c">&'"#
    let escaped = "&lt;a b=&quot;c&quot;&gt;&amp;'"
    #expect(try rendered(files, ["title": .text(text)]) == "\(escaped)|\(text)|\(text)|\(escaped)")
  }

  @Test func bracketsWithCombiningMarksAreEscaped() throws {
    #expect(try rendered(["root": "{{title}}"], ["title": .text("<\u{301}")]).utf8.elementsEqual("&lt;\u{301}".utf8))
  }

  @Test(arguments: ["{{title}}", "{{{title}}}"])
  func allBytesComeOutAsTheyAre(_ template: String) throws {
    let bytes = (0...255).map { UInt8($0) }.filter { !"<>&\"".utf8.contains($0) }
    #expect(try render(["root": template], ["title": .bytes(bytes)]) == bytes)
  }

  @Test func privateScalarsAndNamesOfTagsAreNothingSpecial() throws {
    let text = "\u{F700}\u{F780}\u{F7FF}\u{10FFFD}{{title}}{{{x}}}"
    #expect(try rendered(["root": "{{{title}}}"], ["title": .text(text)]) == text)
    let literal = "\u{F700}\u{F7FF} é \u{301}} { {\u{301}} \u{0B}\u{2028}\u{85} }}"
    #expect(
      try rendered(["root": literal + "{{title}}"], ["title": .text("!")]).utf8.elementsEqual((literal + "!").utf8)
    )
    #expect(try rendered(["root": "{{title}}\u{301}"], ["title": .text("e")]).utf8.elementsEqual("e\u{301}".utf8))
  }

  @Test func emptyTextIsFalse() throws {
    let template = "{{#title}}[{{.}}]{{/title}}{{^title}}none{{/title}}{{#empty(title)}}!{{/empty(title)}}"
    #expect(try rendered(["root": template], ["title": .text("x")]) == "[x]")
    #expect(try rendered(["root": template], ["title": .text("")]) == "none!")
    #expect(try rendered(["root": template], ["title": .bytes([])]) == "none!")
    #expect(try rendered(["root": template], [:]) == "none!")
    let transformed = "{{#uppercased(title)}}x{{/uppercased(title)}}{{capitalized(title)}}"
    #expect(try rendered(["root": transformed], [:]).isEmpty)
  }

  @Test func whatIsNotGivenIsFalse() throws {
    let template = "{{#verbose}}v{{/verbose}}{{#peer}}p{{/peer}}{{^peer}}np{{/peer}}{{peer.host}}{{#steps}}s{{/steps}}"
    #expect(try rendered(["root": template], [:]) == "np")
    let peer = Value.group(["host": .text("h")])
    #expect(try rendered(["root": template], ["peer": peer, "verbose": .flag(true)]) == "vph")
  }

  @Test func aFieldNotGivenIsNotTakenFromAround() throws {
    let template = "{{#steps}}[{{title}}{{^title}}-{{/title}}]{{/steps}}{{title}}"
    let steps = Value.list([step("send"), step("send", ["title": .text("own")])])
    #expect(try rendered(["root": template], ["title": .text("outer"), "steps": steps]) == "[-][own]outer")
  }

  @Test func transformsGiveWhatTheCheckBelieves() throws {
    let template = """
      {{#steps}}{{index()}}{{plusone(index())}}{{#first()}}f{{/first()}}{{^last()}},{{/last()}}{{/steps}} \
      {{count(steps)}}{{#even(count(steps))}}even{{/even(count(steps))}} \
      {{#last(steps)}}{{kind}}{{/last(steps)}} {{#reversed(steps)}}{{kind}}{{/reversed(steps)}} \
      {{^first(steps)}}x{{/first(steps)}}{{#empty(steps)}}x{{/empty(steps)}}{{uppercased(title)}}{{reversed(title)}}
      """
    let context: [String: Value] = ["title": .text("abc"), "steps": .list([step("send"), step("recv")])]
    #expect(try rendered(["root": template], context) == "01f,12 2even recv recvsend ABCcba")
  }

  @Test func dynamicPartialsFollowTheValue() throws {
    let files = [
      "root": "{{#steps}}\n{{> *kind}}\n{{/steps}}\n", "send": "<send/>\n", "recv": "<recv status=\"{{status}}\"/>\n",
    ]
    let steps = Value.list([step("send"), step("recv", ["status": .text("200")])])
    #expect(try rendered(files, ["steps": steps]) == "<send/>\n<recv status=\"200\"/>\n")
  }

  /// A partial keeps the indentation of its own file: the blanks in front of its tag are not repeated, so that no line of
  /// a message is moved.
  @Test func indentedPartialsDoNotMoveTheirLines() throws {
    let files = [
      "root": "{{#steps}}\n    {{> *kind}}\n{{/steps}}\nend\n",
      "send": "  <send>\n{{#lines}}\n{{{.}}}\n{{/lines}}\n  </send>\n", "recv": "",
    ]
    let lines = Value.list([.text("INVITE\r\n folded"), .text(""), .text("a=1")])
    let once = "  <send>\nINVITE\r\n folded\n\na=1\n  </send>\n"
    let steps = Value.list([step("send", ["lines": lines]), step("send", ["lines": lines])])
    #expect(try rendered(files, ["steps": steps]) == once + once + "end\n")
    #expect(try rendered(["root": "  {{> p}} x", "p": "a\nb"], [:]) == "  a\nb x")
  }

  @Test(arguments: [
    ("a\n  {{#verbose}}  \n b\n\t{{/verbose}}\nc", "a\n b\nc"),
    ("{{#verbose}}\nb\n{{/verbose}}", "b\n"),
    ("{{#verbose}}b\n{{/verbose}}\n{{#verbose}}\nc\n{{/verbose}}\n", "b\nc\n"),
    ("a {{! b\n c }}\nd\n{{! e }}\n\nf", "a \nd\n\nf"),
    ("{{! a }}{{#verbose}}\nb\n{{/verbose}}\n", "\nb\n"),
    ("  {{title}}\n", "  \n"),
    ("  ", "  "),
    ("{{\ntitle\n}}x", "x"),
    ("", ""),
  ])
  func tagsOnALineOfTheirOwnLeaveNoTrace(_ template: String, _ expected: String) throws {
    #expect(try rendered(["root": template], ["verbose": .flag(true)]) == expected)
  }

  @Test func theDeepestThatPassesRenders() throws {
    var files = ["root": "{{> p1}}"]
    for index in 1...32 {
      files["p\(index)"] = "{{#peer}}\(index < 32 ? "{{> p\(index + 1)}}" : "{{host}}"){{/peer}}"
    }
    #expect(try rendered(files, ["peer": .group(["host": .text("h")])]) == "h")
  }

  @Test func windowsFilesRenderAsOthers() throws {
    let template = "{{#verbose}}\n a\n{{/verbose}}\n  {{> p}}\nb\n"
    let files = ["root": template, "p": "x\ny\n"]
    let windows = files.mapValues { "\u{FEFF}" + $0.split(separator: "\n").joined(separator: "\r\n") + "\r\n" }
    #expect(try rendered(windows, ["verbose": .flag(true)]) == " a\nx\ny\nb\n")
    #expect(try rendered(files, ["verbose": .flag(true)]) == " a\nx\ny\nb\n")
  }

  @Test(arguments: [
    ["titel": Value.text("x")], ["title": .flag(true)], ["steps": .list([.group([:])])],
    ["steps": .list([step("jump")])], ["peer": .group(["name": .text("x")])],
  ])
  func valuesThatTheSchemaDoesNotKnowAreRefused(_ context: [String: Value]) {
    let failure = #expect(throws: Failure.self) { try render(["root": "{{title}}"], context) }
    #expect(failure?.findings.all.map(\.code) == ["template-value"])
  }

  @Test func onlyRootsCanBeRendered() throws {
    var layers = TemplateLayers()
    layers.add([TemplateSource(name: "root", file: "r", text: ""), TemplateSource(name: "part", file: "p", text: "")])
    var findings = Findings()
    let set = try TemplateSet(layers, roots: [RootTemplate("root", schema)], into: &findings)
    #expect(throws: Failure.self) { try set.render("part", [:]) }
  }
}
