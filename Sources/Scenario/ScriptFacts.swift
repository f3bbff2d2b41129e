import Dialog
import RuleEngine
import SIP
import Wire

/// What the rules ask of every line of a script, found in one walk from its first line to its last.
struct ScriptFacts {
  /// In the order of the lines.
  private(set) var all: [MessageFacts] = []

  private let shared: Set<Int>
  /// The request that began each transaction, by the transaction's number; an ACK or CANCEL does not count.
  private var requests: [Int: Message] = [:]
  /// The tag in To of the last response that each party heard.
  private var lastTags: [PartyRole: [UInt8]] = [:]
  /// What each party heard last.
  private var heard: [PartyRole: Line] = [:]
  private var challenges: [PartyRole: MessageFacts.Challenge] = [:]
  /// The callee's tags, in the order in which they were first seen.
  private var tags: [[UInt8]: Int] = [:]
  private var callerTags: [[UInt8]: Int] = [:]
  private var hasBegun = false

  init(_ script: LegScript) {
    shared = Set(script.lines.filter { $0.isHopByHop && $0.message.isRequest }.map(\.number))
    for line in script.lines {
      hasBegun = hasBegun || line.message.isRequest && line.transaction.isInitial
      all.append(facts(of: line))
      note(line)
    }
  }

  private mutating func note(_ line: Line) {
    heard[line.sender.other] = line
    if !line.message.isRequest {
      lastTags[line.sender.other] = line.message.to?.tag.map { Array(line.message.bytes[$0]) } ?? []
    }
    if line.message.isRequest, line.message.method == line.method, line.method != "CANCEL" {
      requests[line.number] = line.message
    }
    if let status = line.message.status, let challenge = MessageFacts.Challenge(rawValue: String(status)) {
      challenges[line.sender.other] = challenge
    }
  }

  private mutating func facts(of line: Line) -> MessageFacts {
    let message = line.message
    let isRequest = message.isRequest
    // An ACK to a failure and a CANCEL travel as the request that they belong to does.
    let travelling = isRequest && line.isHopByHop ? requests[line.number] ?? message : message
    let last = heard[line.sender]
    return MessageFacts(
      method: message.method ?? line.method,
      isInDialog: isRequest && hasBegun && travelling.to?.tag != nil,
      isDialogKnown: hasBegun,
      toTag: toTag(of: line),
      transport: line.captured.transport,
      answers: isRequest || last.map { $0.message.isRequest && $0.isSameRequest(as: line) } ?? true ? .last : .earlier,
      challenge: challenges[line.sender],
      isAfterChallenge: [401, 407].contains(last?.message.status),
      sharesBranch: shared.contains(line.number) && (line.message.method != "ACK" || line.isFailureACK),
      transaction: line.number,
      peerTag: peerTag(of: line),
      tag: Self.number(of: .callee, in: line, among: &tags) ?? 1,
      callerTag: (Self.number(of: .caller, in: line, among: &callerTags) ?? 1) - 1,
      requestHeaders: Set((isRequest ? message : requests[line.number] ?? message).headers.map(\.canonical))
    )
  }

  private func peerTag(of line: Line) -> MessageFacts.Answered {
    guard line.message.isRequest, let tag = line.message.to?.tag, let last = lastTags[line.sender] else { return .last }
    return last == Array(line.message.bytes[tag]) ? .last : .earlier
  }

  private func toTag(of line: Line) -> MessageFacts.ToTag {
    guard line.message.to?.tag != nil else { return .none }
    return !line.message.isRequest && line.transaction.isInitial ? .new : .known
  }

  /// The number of a party's tag in a line, from 1; nil when the line has none.
  private static func number(of party: PartyRole, in line: Line, among known: inout [[UInt8]: Int]) -> Int? {
    let message = line.message
    // Who began the transaction stands in From, the other one in To.
    let address = line.transaction.initiator == party ? message.from : message.to
    guard let tag = address?.tag.map({ Array(message.bytes[$0]) }) else { return nil }
    let number = known[tag] ?? known.count + 1
    known[tag] = number
    return number
  }
}

extension Line {
  /// Whether this is the request that `response` answers: a CANCEL shares the number of its INVITE.
  fileprivate func isSameRequest(as response: Line) -> Bool {
    number == response.number && message.method == response.method
  }
}
