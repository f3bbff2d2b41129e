import Diagnostics
import RuleEngine
import Wire

/// A part of a line of a message: what was captured, and what stands in its place.
package struct ExplainedPiece: Encodable, Sendable {
  /// Empty for what was added.
  package let captured: String
  /// Empty for what goes; begins with a line end for lines that were added.
  package private(set) var result: String
  /// The id of the rule that put one in place of the other; nil for what stays.
  package let rule: String?
  /// Where that rule is written, `file:line:column`.
  package let location: String?

  private init(_ captured: String, _ result: String, by rule: Rule? = nil) {
    self.captured = captured
    self.result = result
    self.rule = rule?.id
    location = rule.map { "\($0.location)" }
  }

  /// The pieces of a line without its end, and the rules that had a part in it.
  ///
  /// - Parameter line: with its end.
  static func pieces(of line: ByteRange, of rewritten: RewrittenMessage) -> (pieces: [ExplainedPiece], rules: [Rule]) {
    var pieces: [ExplainedPiece] = []
    var rules: [Rule] = []
    let isLineEnd: (UInt8) -> Bool = { $0 == .carriageReturn || $0 == .lineFeed }
    let last = rewritten.bytes[line].lastIndex { !isLineEnd($0) }
    let content = line.lowerBound..<(last.map { $0 + 1 } ?? line.lowerBound)
    // The end of the line belongs to what comes behind it: to nothing, or to a line that was added.
    var end = ""
    for piece in rewritten.pieces {
      switch piece {
      case .captured(let own):
        guard own.overlaps(line) else { continue }
        let text = rewritten.bytes.text(own.clamped(to: content))
        if !text.isEmpty { pieces.append(ExplainedPiece(text, text)) }
        end += rewritten.bytes.text(own.clamped(to: content.upperBound..<line.upperBound))
      case .replaced(let own, let text, let rule):
        // What is added stands behind the line that it follows.
        let isHere =
          own.isEmpty ? own.lowerBound > line.lowerBound && own.lowerBound <= line.upperBound : own.overlaps(line)
        guard isHere else { continue }
        // What takes the place of several lines stands in the first.
        let result = own.isEmpty || line.contains(own.lowerBound) ? text : ""
        pieces.append(ExplainedPiece(rewritten.bytes.text(own.clamped(to: content)), end + result, by: rule))
        end = ""
        rules.append(rule)
      }
    }
    trimResult(of: &pieces)
    return (pieces, rules)
  }

  /// Takes the line ends off the end of what the pieces become together.
  private static func trimResult(of pieces: inout [ExplainedPiece]) {
    for index in pieces.indices.reversed() {
      var scalars = pieces[index].result.unicodeScalars[...]
      while let last = scalars.last, last == "\r" || last == "\n" { scalars = scalars.dropLast() }
      pieces[index].result = String(scalars)
      if !scalars.isEmpty { return }
    }
  }
}
