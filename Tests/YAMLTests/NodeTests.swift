import Diagnostics
import Testing
import YAML

@Suite struct NodeTests {
  @Test(arguments: [
    ("a: 00441234\nb: no\nc: 10:20\nd: 0x1F\ne: ~\nf: 1e3", "{a: 00441234, b: no, c: 10:20, d: 0x1F, e: ~, f: 1e3}"),
    ("set: '[local_ip]'\nline: \"[authentication]\"", "{set: \"[local_ip]\", line: \"[authentication]\"}"),
    ("a:\nb: ''", "{a: , b: \"\"}"),
    ("- 1\n- [2, {x: y}]\n- - 3", "[1, [2, {x: y}], [3]]"),
    ("z: 1\na: 2", "{z: 1, a: 2}"),
    ("a: |\n  x\n   y\n", "{a: \"x\n y\n\"}"),
    ("a: >-\n  x\n  y\n", "{a: \"x y\"}"),
    ("a: \"\\x5B\\u00e9\\0\"", "{a: \"[é\u{0}\"}"),
    ("---\na: 50%\n...\n", "{a: 50%}"),
    ("\u{FEFF}a: 1\r\nb: 2\r\n", "{a: 1, b: 2}"),
    ("# only a text\nx", "x"),
    ("\"\"", "\"\""),
    ("[]", "[]"),
  ])
  func readsWhatIsWritten(text: String, outline: String) {
    let (node, findings) = Marked(text).parsed()
    #expect(node?.outline == outline)
    #expect(findings.isEmpty)
  }

  /// Every node in the order of `Node.places`: a mapping begins where its first key does, so two marks stand there.
  @Test(arguments: [
    "▸▸a: ▸1\n▸bc: ▸2\n",
    "# x\n\n▸▸map:\n  ▸- ▸▸id: ▸x\n    ▸at: ▸[▸a, ▸b]\n",
    "▸▸when: ▸{▸role: ▸uac,\n  ▸in_dialog: ▸'true'}",
    "▸▸é: ▸😀\n▸\"ü\" : ▸ö\n",
    "▸▸list:\n▸- ▸1\n- ▸|\n  text\n- ▸2\n",
    "---\n▸▸a: ▸b",
  ])
  func knowsEveryPlace(marked: String) throws {
    let marked = Marked(marked)
    #expect(try #require(marked.parsed().node).places == marked.places)
  }

  @Test func countsPlacesBehindAByteOrderMarkAndCRLF() throws {
    let node = try #require(Marked("\u{FEFF}a: 1\r\nb: 2\r\n").parsed().node)
    #expect(
      node.places.map { "\($0)" }
        == [1, 1, 1, 2, 2].enumerated().map { index, line in
          "lab.yaml:\(line):\([1, 1, 4, 1, 4][index])"
        }
    )
  }
}
