import Dialog
import RuleEngine
import SIP
import Wire

/// Turns the messages of a leg into the steps of one role.
struct RolePlanner {
  private let script: LegScript
  private let role: PartyRole
  private let target: Target
  private let rewriter: Rewriter
  private let facts: [MessageFacts]
  /// Where the last lines stand by which this role speaks inside the dialog, acknowledges a reliable response, and
  /// answers a challenge; nil for none.
  private let lastInDialog: Int?
  private let lastPRACK: Int?
  private let lastCredentials: Int?
  /// Whether this role sends requests in a dialog that the other one began.
  var learnsDialog: Bool { role == .callee && lastInDialog != nil }
  /// The numbers of the transactions whose requests this role answers when it has heard something else since.
  let savedRequests: [Int]
  /// The numbers of the peer's tags that this role needs when the last response carried another one.
  let savedTags: [Int]

  init(_ script: LegScript, facts: ScriptFacts, role: PartyRole, rules: RuleSet, view: Viewpoint) {
    self.facts = facts.all
    self.script = script
    self.role = role
    target = rules.target
    rewriter = Rewriter(rules, from: view)
    let own = script.lines.indices.filter { script.lines[$0].sender == role && script.lines[$0].message.isRequest }
    lastInDialog = own.last { facts.all[$0].isInDialog }
    lastPRACK = own.last { script.lines[$0].message.method == "PRACK" }
    lastCredentials = own.last { script.lines[$0].transaction.hasCredentials }
    savedRequests =
      zip(script.lines, facts.all).filter { $0.sender == role && $1.answers == .earlier }
      .map(\.0.number).withoutRepetition
    savedTags =
      zip(script.lines, facts.all).filter { $0.sender == role && $1.peerTag == .earlier }
      .map(\.1.tag).withoutRepetition
  }

  /// Whether this role sends requests inside a dialog that it began.
  var learnsTarget: Bool { role == .caller && lastInDialog != nil }

  /// The steps without waiting and media, in order.
  func steps() -> [Step] {
    var steps: [Step] = []
    // The INVITEs of this role that have no final answer yet.
    var pending: [Line] = []
    for (index, line) in script.lines.enumerated() {
      if line.sender == role, line.message.method == "INVITE" { pending.append(line) }
      if line.method == "INVITE", (line.message.status ?? 0) >= 200 { pending.removeAll { $0.number == line.number } }
      if line.sender == role {
        steps.append(send(line, at: index))
        continue
      }
      let receive = receive(line, at: index)
      if line.message.status.map({ $0 >= 200 }) ?? false {
        steps += unseenProvisionals(before: receive, line, behind: steps)
      } else if line.message.isRequest, let invite = pending.last {
        // What crosses an INVITE of this role may be overtaken by the first answers to that.
        steps += unseenProvisionals(before: receive, invite, behind: steps)
      }
      steps.append(receive)
    }
    return steps
  }

  var answersChallenge: Bool {
    zip(script.lines, facts).contains { line, facts in
      line.sender == role && line.message.isRequest && line.transaction.hasCredentials && facts.challenge != nil
    }
  }

  private func send(_ line: Line, at index: Int) -> Step {
    let message = line.message
    let rewritten = rewriter.rewrite(message, facts: facts[index])
    return Step(
      kind: .send(
        Step.Send(
          message: rewritten,
          method: message.method ?? line.method,
          status: message.status,
          title: message.title,
          hasSession: message.session != nil,
          retransmit: isRepeated(line, at: index) ? target.capabilities.retransmitsAfter : nil
        )
      ),
      frame: line.captured.frames.first,
      at: line.at
    )
  }

  /// Whether a message is sent again while nothing answers it: a request, and the final answer to an INVITE (RFC 3261
  /// section 17).
  ///
  /// Engines send nothing else in the meantime, so what overlaps is sent once.
  private func isRepeated(_ line: Line, at index: Int) -> Bool {
    let message = line.message
    if message.method == "ACK" || !message.isRequest && (line.method != "INVITE" || (message.status ?? 0) < 200) {
      return false
    }
    let next = script.lines[(index + 1)...].first { $0.sender == role || $0.number == line.number }
    return next.map { $0.sender != role } ?? true
  }

  private func receive(_ line: Line, at index: Int) -> Step {
    let message = line.message
    let challenges = [401, 407].contains(message.status)
    return Step(
      kind: .receive(
        Step.Receive(
          request: message.method,
          response: message.status,
          answers: line.method,
          isOptional: isOptional(line, at: index),
          isChallenge: challenges && lastCredentials.map { index < $0 } ?? false,
          learnsRoute: learnsRoute(from: line, at: index),
          learnsDialog: role == .callee && learnsRoute(from: line, at: index),
          savesAs: savesAs(line),
          savesTag: savesTag(line, at: index),
          isReliable: isReliable(line, at: index),
          title: message.title,
          hasSession: message.session != nil
        )
      ),
      frame: line.captured.frames.first,
      at: line.at
    )
  }

  /// A provisional response may stay away, unless it is a reliable one (RFC 3262), or the role speaks next: engines
  /// can't wait for something optional and then send.
  private func isOptional(_ line: Line, at index: Int) -> Bool {
    guard let status = line.message.status, status < 200, line.message.first("rseq") == nil else { return false }
    let next = script.lines[(index + 1)...].first { other in
      !(other.sender == line.sender && other.number == line.number && (other.message.status ?? 200) < 200
        && other.message.first("rseq") == nil)
    }
    return next.map { $0.sender != role } ?? false
  }

  private func savesAs(_ line: Line) -> Int? {
    guard line.message.isRequest, line.message.method == line.method, line.method != "CANCEL" else { return nil }
    return savedRequests.contains(line.number) ? line.number : nil
  }

  private func savesTag(_ line: Line, at index: Int) -> Int? {
    guard !line.message.isRequest, line.message.to?.tag != nil, savedTags.contains(facts[index].tag) else { return nil }
    return facts[index].tag
  }

  private func isReliable(_ line: Line, at index: Int) -> Bool {
    line.isReliable && lastPRACK.map { index < $0 } ?? false
  }

  private func learnsRoute(from line: Line, at index: Int) -> Bool {
    line.opensDialog && lastInDialog.map { index < $0 } ?? false
  }

  /// Provisional responses that another peer, or a proxy on the way, may send in front of this final one.
  private func unseenProvisionals(before step: Step, _ line: Line, behind steps: [Step]) -> [Step] {
    let group = steps.reversed().prefix { earlier in
      guard case .receive(let receive) = earlier.kind else { return false }
      return receive.isOptional && receive.answers == line.method
    }
    let seen = group.compactMap { earlier -> Int? in
      guard case .receive(let receive) = earlier.kind else { return nil }
      return receive.response
    }
    let expected =
      line.method == "INVITE" ? target.capabilities.inviteProvisionals : target.capabilities.otherProvisionals
    return expected.filter { !seen.contains($0) }.map { status in
      Step(
        kind: .receive(
          Step.Receive(
            request: nil,
            response: status,
            answers: line.method,
            isOptional: true,
            isChallenge: false,
            learnsRoute: false,
            learnsDialog: false,
            savesAs: nil,
            savesTag: nil,
            isReliable: false,
            title: "\(status)",
            hasSession: false
          )
        ),
        frame: nil,
        at: step.at
      )
    }
  }
}
