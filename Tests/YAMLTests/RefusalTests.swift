import Diagnostics
import Testing
import YAML

@Suite struct RefusalTests {
  /// The first mark is where the finding points.
  @Test(arguments: [
    ("a:\n▸\tb: 2", "a tab can't indent: use spaces"),
    ("▸\ta: 1", "a tab can't indent: use spaces"),
    ("a: 1\n▸\tb: 2", "a tab can't indent: use spaces"),
    ("a: |\n▸\tb", "a tab can't indent: use spaces"),
    ("é: ▸@x", "'@' can't begin a plain value: put the value in quotes"),
    ("a: b▸: c", "':' can't stand here: put a value that holds ': ' in quotes, or mend the indentation"),
    ("a: 1\n b▸: 2", "':' can't stand here: put a value that holds ': ' in quotes, or mend the indentation"),
    ("a: ▸- b", "'- ' can't stand here: begin the list on a line of its own"),
    ("a: 1\n▸b\n", "':' and a blank are missing after the key: add them, or mend the indentation"),
    (
      "▸a: 'it'▸s'",
      "no key of the mapping that begins at lab.yaml:1:1: mend the indentation, or the quotes of the value before"
    ),
    ("- a\n▸b: 1", "no '- ' of the list that begins at lab.yaml:1:1: mend the indentation"),
    ("a: ▸[1, 2", "'[' is never closed: add ']'"),
    ("a: ▸{b: 1\n", "'{' is never closed: add '}'"),
    ("a: [1, 2\nb▸: 3", "',' or the closing bracket is missing in what begins at lab.yaml:1:4"),
    ("a: ▸\"x\nb: 1\n", "the quote is never closed: add one"),
    ("a: \"▸\\q\"", "'\\' begins no known escape here: double it, or use single quotes"),
    ("a: [x,▸,y]", "a value is missing before ',': one that begins so needs quotes"),
    ("é: ▸\u{1B}[0m", "a control character: write it as an escape in double quotes, like \"\\x1B\""),
    ("a: ▸\0", "a control character: write it as an escape in double quotes, like \"\\x1B\""),
    ("  a: 1\n ▸b: 2", "this belongs to nothing: indent it like the first line, and keep one document in a file"),
    ("a: &▸", "while scanning an anchor: did not find expected alphabetic or numeric character"),
  ])
  func tellsASyntaxErrorClearly(marked: String, message: String) {
    let marked = Marked(marked)
    let (node, findings) = marked.parsed()
    #expect(node == nil)
    #expect(findings == [Diagnostic(.error, "yaml-syntax", message, at: marked.places.last)])
  }

  @Test(arguments: [
    ("a: ▸*b\nc: ▸*b", "yaml-alias", "'*b' repeats a value: write it out here"),
    ("a: ▸&b c", "yaml-anchor", "anchor '&b': values can't be repeated by name: remove it"),
    ("▸&b a: c", "yaml-anchor", "anchor '&b': values can't be repeated by name: remove it"),
    ("a: ▸!!int 3", "yaml-tag", "tag '!!int': every value stays text: remove it"),
    ("a: ▸!own {b: c}", "yaml-tag", "tag '!own': every value stays text: remove it"),
    ("a: 1\n▸---\nb: 2", "yaml-documents", "a second document begins here: keep one in a file"),
    ("▸%YAML 1.1\n---\na: 1", "yaml-directive", "a line can't begin with '%': remove the directive"),
    ("a: 1\n...\n▸%TAG !a! !b\n---\na: 1", "yaml-directive", "a line can't begin with '%': remove the directive"),
    ("? ▸[a, b]\n: c\nd: e", "yaml-key", "a list can't be a key: write a text"),
    ("? ▸{a: b}\n: c", "yaml-key", "a mapping can't be a key: write a text"),
    ("a: 1\nb: 2\n▸'a': 3", "duplicate-key", "key 'a' stands at lab.yaml:1:1 already: keep one"),
    ("a: {b: 1, ▸b: 2, ▸b: 3}", "duplicate-key", "key 'b' stands at lab.yaml:1:5 already: keep one"),
  ])
  func refuses(marked: String, code: String, message: String) {
    let marked = Marked(marked)
    let findings = marked.parsed().findings
    #expect(findings.map(\.location) == marked.places)
    #expect(findings.allSatisfy { $0.severity == .error && $0.code == code })
    #expect(findings.allSatisfy { $0.message == message })
  }

  @Test func goesOnAfterWhatCanBePassedOver() {
    let (node, findings) = Marked("a: &x 1\na: 2\nb: !!str 3\n? [k]\n: v\nc: 4").parsed()
    #expect(findings.map(\.code) == ["yaml-anchor", "duplicate-key", "yaml-tag", "yaml-key"])
    #expect(node?.outline == "{a: 1, b: 3, c: 4}")
  }

  /// What an alias stands for is unknown, so what a loader said of such a tree would be wrong.
  @Test func makesNoTreeOfAnAlias() {
    #expect(Marked("a: *b").parsed().node == nil)
    #expect(Marked("a: &b c").parsed().node != nil)
  }

  @Test func keepsWhatWasFoundBeforeASyntaxError() {
    let (node, findings) = Marked("a: &x 1\nb: [").parsed()
    #expect(node == nil)
    #expect(findings.map(\.code) == ["yaml-anchor", "yaml-syntax"])
  }

  @Test(arguments: ["", "\n\n", "# a comment\n", "---\n", "\u{FEFF}"])
  func refusesAnEmptyFile(text: String) {
    let (node, findings) = Marked(text).parsed()
    #expect(node == nil)
    #expect(findings.map { "\($0)" } == ["lab.yaml: error: [yaml-empty] nothing but blanks and comments"])
  }

  @Test(arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] as [[UInt8]])
  func refusesWhatIsNotUTF8(bytes: [UInt8]) {
    var findings = Findings()
    let text = Array("é: 1\nä: ".utf8) + bytes
    #expect(YAMLDocument.parse(text, file: "lab.yaml", into: &findings) == nil)
    let told = findings.all.map { "\($0)" }
    #expect(told == ["lab.yaml:2:4: error: [yaml-encoding] not UTF-8: save the file as UTF-8"])
  }
}
