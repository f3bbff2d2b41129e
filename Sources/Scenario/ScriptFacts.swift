import Dialog
import RuleEngine
import SIP
import Wire

/// What the rules ask of every line of a script, found in one walk from its first line to its last.
struct ScriptFacts {
  /// In the order of the lines.
  private(set) var all: [MessageFacts] = []
  /// What a message needs of one that its sender has not heard: it stays as captured.
  private(set) var remarks: [LegScript.Remark] = []

  private let shared: Set<Int>
  /// The request that began each transaction, by the transaction's number; an ACK or CANCEL does not count.
  private var requests: [Int: Message] = [:]
  /// The tag in To of the last response that the caller heard, and of all.
  private var lastTag: [UInt8] = []
  private var heardTags: Set<[UInt8]> = []
  /// What each party heard last.
  private var heard: [PartyRole: Line] = [:]
  /// Who has heard the other end of the dialog, and who a reliable provisional response.
  private var reached: Set<PartyRole> = []
  private var acknowledging: Set<PartyRole> = []
  private var challenges: [PartyRole: MessageFacts.Challenge] = [:]
  /// The callee's tags, in the order in which they were first seen.
  private var tags: [[UInt8]: Int] = [:]
  private var callerTags: [[UInt8]: Int] = [:]
  private var hasBegun = false

  init(_ script: LegScript) {
    shared = Set(script.lines.filter { $0.isHopByHop && $0.message.isRequest }.map(\.number))
    for line in script.lines {
      hasBegun = hasBegun || line.message.isRequest && line.transaction.isInitial
      let facts = facts(of: line)
      remark(on: line, facts)
      all.append(facts)
      note(line)
    }
  }

  private mutating func note(_ line: Line) {
    heard[line.sender.other] = line
    if line.opensDialog { reached.insert(line.sender.other) }
    if line.isReliable { acknowledging.insert(line.sender.other) }
    if !line.message.isRequest, line.sender == .callee {
      lastTag = line.message.to?.tag.map { Array(line.message.bytes[$0]) } ?? []
      heardTags.insert(lastTag)
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
    return MessageFacts(
      method: message.method ?? line.method,
      isInDialog: isWithinDialog(line) && reached.contains(line.sender),
      isDialogKnown: hasBegun,
      toTag: toTag(of: line),
      transport: line.captured.transport,
      answers: answers(of: line),
      challenge: challenges[line.sender],
      isAfterChallenge: [401, 407].contains(heard[line.sender]?.message.status),
      sharesBranch: shared.contains(line.number) && (line.message.method != "ACK" || line.isFailureACK),
      transaction: line.number,
      peerTag: peerTag(of: line),
      tag: Self.number(of: .callee, in: line, among: &tags) ?? 1,
      callerTag: (Self.number(of: .caller, in: line, among: &callerTags) ?? 1) - 1,
      requestHeaders: Set((isRequest ? message : requests[line.number] ?? message).headers.map(\.canonical))
    )
  }

  private mutating func remark(on line: Line, _ facts: MessageFacts) {
    var missing: [String] = []
    if isWithinDialog(line), !facts.isInDialog { missing.append("where it goes") }
    if facts.peerTag == .unheard { missing.append("the tag in To") }
    if line.message.isRequest, facts.answers == .unheard { missing.append("the response that it acknowledges") }
    guard !missing.isEmpty else { return }
    remarks.append(
      LegScript.Remark(
        code: "unheard",
        message: "this \(line.message.title) depends on what no captured message in front of it says ("
          + missing.joined(separator: ", ") + "): that stays as captured",
        frame: line.captured.frames.first
      )
    )
  }

  /// Whether a request belongs to a dialog whose begin was captured.
  private func isWithinDialog(_ line: Line) -> Bool {
    // An ACK to a failure and a CANCEL travel as the request that they belong to does.
    let travelling = line.isHopByHop ? requests[line.number] ?? line.message : line.message
    return line.message.isRequest && hasBegun && travelling.to?.tag != nil
  }

  private func answers(of line: Line) -> MessageFacts.Answered {
    if line.message.method == "PRACK" { return acknowledging.contains(line.sender) ? .last : .unheard }
    if line.message.isRequest || heard[line.sender]?.isSameRequest(as: line) ?? false { return .last }
    return requests[line.number] == nil ? .unheard : .earlier
  }

  /// The callee sends no tag of its own accord: it repeats the caller's From.
  private func peerTag(of line: Line) -> MessageFacts.Answered {
    guard line.message.isRequest, line.sender == .caller,
      let tag = line.message.to?.tag.map({ Array(line.message.bytes[$0]) })
    else { return .last }
    if lastTag == tag { return .last }
    return heardTags.contains(tag) ? .earlier : .unheard
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
    message.isRequest && number == response.number && message.method == response.method
  }
}
