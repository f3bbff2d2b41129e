import Dialog
import SIP
import Scenario
import Wire

/// Holds the messages of a replay against those that were planned.
struct Comparison {
  /// A planned message and what went over the wire for it.
  struct Match {
    let planned: Int
    let replayed: CapturedMessage
  }

  private(set) var differences: [Difference] = []
  /// In the order of the plan.
  private(set) var matches: [Match] = []
  /// How many lines each rule renewed.
  private(set) var renewed: [Difference.RuleName: Int] = [:]

  /// - Parameters:
  ///   - planned: what both sides were to say, in order.
  ///   - replayed: what they said.
  ///   - values: what the engine's variables stand for when the sender of a message writes them.
  init(
    _ planned: [PlannedMessage],
    _ replayed: [CapturedMessage],
    values: (CapturedMessage) -> [String: String] = { _ in [:] }
  ) {
    for role in [PartyRole.caller, .callee] { match(planned, replayed, of: role) }
    matches.sort { $0.planned < $1.planned }
    for match in matches {
      let message = planned[match.planned]
      let expected = ExpectedMessage(message, values: values(message.captured))
      differences += expected.differences(from: match.replayed)
      for rule in expected.renewed.flatMap(\.rules) { renewed[rule, default: 0] += 1 }
      checkForm(of: match.replayed, like: message.captured)
    }
    // A made message has no branch and no tags of its own.
    let captured = matches.filter { !planned[$0.planned].isMade }
    let pairs = captured.map { (planned[$0.planned].captured, $0.replayed) }
    compare(pairs, .transaction, "branch", Self.branches(captured.map { planned[$0.planned] }))
    compare(pairs, .dialog, "tag", pairs.map(\.0.tags))
  }

  /// Each side's messages in its own order: two that cross on the wire may overtake each other.
  private mutating func match(_ planned: [PlannedMessage], _ replayed: [CapturedMessage], of role: PartyRole) {
    let expected = planned.enumerated().filter { $0.element.captured.sender == role }
    let said = replayed.filter { $0.sender == role }
    let changes = said.map(\.summary).difference(from: expected.map(\.element.captured.summary))
    var missing: Set<Int> = []
    var added: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, let summary, _):
        missing.insert(offset)
        differences.append(
          Difference(
            .sequence,
            "\(summary) is not where it was captured",
            capturedFrame: expected[offset].element.captured.frames.first
          )
        )
      case .insert(let offset, let summary, _):
        added.insert(offset)
        differences.append(
          Difference(.sequence, "\(summary) was not captured there", replayedFrame: said[offset].frames.first)
        )
      }
    }
    let kept = expected.indices.filter { !missing.contains($0) }
    for (index, message) in zip(kept, said.indices.filter { !added.contains($0) }) {
      matches.append(Match(planned: expected[index].offset, replayed: said[message]))
    }
  }

  /// Which messages share a branch or a tag: those are renewed, but in the same pattern.
  private mutating func compare(
    _ pairs: [(captured: CapturedMessage, replayed: CapturedMessage)],
    _ kind: Difference.Kind,
    _ what: String,
    _ words: [[[UInt8]?]]
  ) {
    var known: [[UInt8]: [UInt8]] = [:]
    var back: [[UInt8]: [UInt8]] = [:]
    for ((captured, replayed), words) in zip(pairs, words) {
      for (before, after) in zip(words, kind == .dialog ? replayed.tags : [replayed.branch]) {
        guard let before, let after else {
          if before != nil || after != nil {
            add(kind, "\(captured.summary): the \(what) is \(after == nil ? "missing" : "new")", captured, replayed)
          }
          continue
        }
        if known[before] ?? after != after || back[after] ?? before != before {
          add(kind, "\(captured.summary): the \(what) '\(after[...].shown)' belongs elsewhere", captured, replayed)
        }
        known[before] = known[before] ?? after
        back[after] = back[after] ?? before
      }
    }
  }

  /// The captured branches; where an ACK to a 2xx shared that of its INVITE, as old phones do, it gets its own in a
  /// replay (RFC 3261 section 13.2.2.4).
  private static func branches(_ planned: [PlannedMessage]) -> [[[UInt8]?]] {
    planned.enumerated().map { index, message in
      let branch = message.captured.branch
      return [message.isSuccessACK ? branch.map { $0 + Array(" of ACK \(index)".utf8) } : branch]
    }
  }

  /// One tag a header, and lengths that are true, unless the capture has it otherwise.
  private mutating func checkForm(of replayed: CapturedMessage, like captured: CapturedMessage) {
    guard let parsed = replayed.parsed, let from = parsed.from, let to = parsed.to else {
      add(.header, "\(captured.summary): no From or To can be read", captured, replayed)
      return
    }
    for address in [from, to]
    where address.parameters.count(where: { parsed.text($0.name).lowercased() == "tag" }) > 1 {
      add(.header, "\(captured.summary): two tags in one header", captured, replayed)
    }
    let known = Set((captured.parsed?.remarks ?? []).map(\.code.rawValue))
    for remark in parsed.remarks where !known.contains(remark.code.rawValue) {
      add(.header, "\(captured.summary): \(remark.text)", captured, replayed)
    }
  }

  private mutating func add(
    _ kind: Difference.Kind,
    _ text: String,
    _ captured: CapturedMessage,
    _ replayed: CapturedMessage
  ) {
    differences.append(
      Difference(kind, text, capturedFrame: captured.frames.first, replayedFrame: replayed.frames.first)
    )
  }
}

extension CapturedMessage {
  /// `caller INVITE (CSeq 101 INVITE)`, `callee 200 OK (CSeq 101 INVITE, To tagged)`.
  var summary: String {
    guard let parsed else { return "\(sender.rawValue) no SIP" }
    let cseq = parsed.cseq.map { "\($0.number) \(parsed.text($0.method))" } ?? "no CSeq"
    let tagged = parsed.to?.tag == nil ? "" : ", To tagged"
    return "\(sender.rawValue) \(parsed.method ?? parsed.status.map(String.init) ?? "?") (CSeq \(cseq)\(tagged))"
  }

  fileprivate var branch: [UInt8]? {
    parsed.flatMap { parsed in parsed.topVia?.branch.map { Array(parsed.bytes[$0]) } }
  }

  fileprivate var tags: [[UInt8]?] {
    guard let parsed else { return [nil, nil] }
    return [parsed.from, parsed.to].map { address in address?.tag.map { Array(parsed.bytes[$0]) } }
  }
}
