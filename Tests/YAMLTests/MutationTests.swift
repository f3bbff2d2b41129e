import Diagnostics
import Noise
import Testing
import YAML

@Suite struct MutationTests {
  static let original = """
    rules: 1  # format
    name: gossipper
    map:
      - id: "from-täg"
        at: [from.tag, 'to.tag']
        when: {role: uac, message: request, in_dialog: true}
        set: "[pid]\\u00e9\\x5B"
      - id: lab
        line: |2-
            X-Lab: 1
        help: >+
          folded

    disable: []
    """

  /// What breaks parsers more often than a random byte does.
  static let splinters: [[UInt8]] =
    [
      "\t", "\n", "\r\n", ": ", "- ", "? ", "[", "]", "{", "}", "\"", "'", "&a ", "*a ", "!!", "|", ">", "%", "---\n",
      "...\n", "#", "\\", "\0",
    ]
    .map { Array($0.utf8) } + [[0xEF, 0xBB, 0xBF], [0xC3], [0xFF], [0xE2, 0x80, 0xA8], [0xC2, 0x85]]

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func survivesDamagedFiles(seed: UInt64) throws {
    var generator = Noise(seed: seed)
    for _ in 0..<50 {
      var text = Array(Self.original.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) { Self.damage(&text, &generator) }
      check(text)
    }
  }

  /// One byte changed, one splinter put in, a piece cut out, or a piece doubled.
  static func damage(_ text: inout [UInt8], _ generator: inout Noise) {
    let place = Int.random(in: 0...text.count, using: &generator)
    let end = min(text.count, place + Int.random(in: 0...20, using: &generator))
    switch Int.random(in: 0...3, using: &generator) {
    case 0:
      text.replaceSubrange(place..<min(place + 1, text.count), with: [UInt8.random(in: 0...255, using: &generator)])
    case 1: text.insert(contentsOf: splinters.randomElement(using: &generator) ?? [], at: place)
    case 2: text.removeSubrange(place..<end)
    default: text.insert(contentsOf: text[place..<end], at: place)
    }
  }

  /// Nothing traps, nothing is refused without a word, and every place lies in the file.
  func check(_ text: [UInt8]) {
    var findings = Findings()
    let node = YAMLDocument.parse(text, file: "lab.yaml", into: &findings)
    if let node {
      _ = node.read(into: &findings) { KeysTests.Rule(&$0) }
    } else {
      #expect(findings.hasErrors, "\(text)")
    }
    // libyaml also counts NEL and the Unicode separators as ends of a line.
    let lines = 1 + text.count { [0x0A, 0x0D, 0x85, 0xA8, 0xA9].contains($0) }
    for place in (node?.places ?? []) + findings.all.compactMap(\.location) where place.line != nil {
      #expect((1...lines).contains(place.line ?? 0) && (1...text.count + 1).contains(place.column ?? 0), "\(text)")
    }
  }
}
