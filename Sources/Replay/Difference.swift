import Diagnostics
import RuleEngine

/// Something of a replay that is not as it was captured, and that no rule accounts for.
package struct Difference: Encodable, Sendable {
  package enum Kind: String, Encodable, Sendable {
    /// The engine did not come to a good end.
    case engine
    /// A message is missing, or one more was said.
    case sequence
    /// The first line, or a header.
    case header
    case body
    /// Messages share a branch, or a tag, that did not share one in the capture, or the other way round.
    case transaction, dialog
    /// A packet is missing, one more was sent, or one is another.
    case media
    /// Something came too early or too late.
    case timing
  }

  /// A rule that had its hand in what differs.
  package struct RuleName: Encodable, Hashable, Sendable {
    package let id: String
    package let file: String
    package let line: Int?

    init(_ rule: Rule) {
      id = rule.id
      file = rule.location.file
      line = rule.location.line
    }

    /// `to-tag (Rules/sipp.yaml:12)`.
    var description: String { "\(id) (\(Location(file: file, line: line)))" }
  }

  package let kind: Kind
  /// What differs, on one line.
  package let text: String
  /// Where it was captured, and where the replay has it; nil where it has not.
  package let capturedFrame: Int?
  package let replayedFrame: Int?
  package let rules: [RuleName]

  init(
    _ kind: Kind,
    _ text: String,
    capturedFrame: Int? = nil,
    replayedFrame: Int? = nil,
    rules: [RuleName] = []
  ) {
    self.kind = kind
    self.text = text
    self.capturedFrame = capturedFrame
    self.replayedFrame = replayedFrame
    self.rules = rules
  }
}

extension Difference: CustomStringConvertible {
  /// `header: 180 Ringing of the callee: expected 'Server: A' (frame 7, replayed as frame 9; rule server (lab.yaml:4))`.
  package var description: String {
    var places = [capturedFrame.map { "frame \($0)" }, replayedFrame.map { "replayed as frame \($0)" }].compactMap(
      \.self
    )
    if !rules.isEmpty {
      places.append((rules.count == 1 ? "rule " : "rules ") + rules.map(\.description).joined(separator: ", "))
    }
    let place = places.isEmpty ? "" : " (\(places.joined(separator: ", ")))"
    return ("\(kind.rawValue): \(text)" + place).printable
  }
}
