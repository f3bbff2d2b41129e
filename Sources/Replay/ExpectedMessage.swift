import Dialog
import RuleEngine
import SIP
import Scenario
import Wire

/// What a message of a replay must look like: captured bytes where no rule has touched them, line by line.
struct ExpectedMessage {
  private let message: PlannedMessage
  private let lines: [ExpectedLine]
  /// The lines that rules had their hand in.
  var renewed: [ExpectedLine] { lines.filter { !$0.rules.isEmpty } }

  /// - Parameters:
  ///   - message: the message as it was planned.
  ///   - values: what the engine's variables stand for in this replay, as far as that is known beforehand.
  init(_ message: PlannedMessage, values: [String: String] = [:]) {
    self.message = message
    var lines = [ExpectedLine()]
    func append(_ bytes: some Sequence<UInt8>, _ add: (inout ExpectedLine, [UInt8]) -> Void) {
      let parts = Array(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append(ExpectedLine()) }
        add(&lines[lines.count - 1], Array(part))
      }
    }
    for piece in message.rewritten.pieces {
      switch piece {
      case .captured(let range): append(message.rewritten.bytes[range]) { $0.append(captured: $1) }
      case .replaced(_, let text, let rule):
        append(text.utf8) { line, bytes in line.append(replacement: bytes, by: rule, values: values) }
      }
    }
    self.lines = lines
  }

  /// What of `replayed` is not as it must be.
  func differences(from replayed: CapturedMessage) -> [Difference] {
    var alignment = LineAlignment(lines, replayed.bytes)
    return alignment.mismatches().map { mismatch in
      Difference(
        mismatch.isBody ? .body : .header,
        "\(message.captured.summary): \(mismatch.text)",
        capturedFrame: message.captured.frames.first,
        replayedFrame: replayed.frames.first,
        rules: mismatch.expected?.rules ?? []
      )
    }
  }
}
