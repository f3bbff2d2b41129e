#if Control
@testable import ControlServer
import Testing

struct TextDiffTests {
  @Test func onlyWhatDiffersIsRemovedAndAdded() {
    let diff = TextDiff(from: "a\r\nb\r\nc\r\n", to: "a\r\nB\r\nc\r\nd\r\n")
    #expect(diff.lines.map(\.sort) == ["same", "removed", "added", "same", "added"])
    #expect(diff.lines.map(\.old) == [1, 2, nil, 3, nil])
    #expect(diff.lines.map(\.new) == [1, nil, 2, 3, 4])
  }

  @Test func textsOfManyLinesAreComparedAsAWhole() {
    let old = (0..<TextDiff.most).map { "old \($0)" }.joined(separator: "\n")
    let diff = TextDiff(from: "head\n" + old, to: "head\nnew")
    #expect(diff.lines.count == TextDiff.most + 2)
    #expect(diff.lines.first?.sort == "same")
  }
}
#endif
