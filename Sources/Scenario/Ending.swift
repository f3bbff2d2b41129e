import Dialog
import RuleEngine
import SIP
import Wire

/// Sees to it that a call ends with what the target can do.
///
/// A client scenario that can't receive requests can't take the callee's BYE, and a call that the capture cuts off
/// has no BYE at all: then the caller hangs up, with a BYE made from its own requests. What the client can't receive
/// otherwise is left out. Nothing of it happens silently.
struct Ending {
  private let capabilities: Target.Capabilities
  private let target: String

  init(for target: Target) {
    capabilities = target.capabilities
    self.target = target.name
  }

  func applied(to script: LegScript) -> LegScript {
    var script = script
    let answered = script.lines.first {
      $0.method == "INVITE" && $0.transaction.isInitial && $0.sender == .callee && $0.message.isSuccess
    }
    let calleeBye = script.lines.first { $0.message.method == "BYE" && $0.sender == .callee }
    if !capabilities.clientReceivesRequests {
      leaveOutCalleeRequests(of: &script)
    }
    leaveOutRequestsBeforeTheDialog(of: &script)
    guard let answered else { return script }
    let hasBye = script.lines.contains { $0.message.method == "BYE" }
    if !script.lines.contains(where: {
      $0.message.method == "ACK" && $0.transaction.request == answered.transaction.request
    }) {
      add("ACK", at: answered.at, after: answered, because: "the capture holds no ACK to the answer", to: &script)
    }
    guard !hasBye else { return script }
    if let calleeBye {
      add(
        "BYE",
        at: calleeBye.at,
        after: answered,
        because:
          "the callee hung up, but a client scenario of '\(target)' can't receive a request: the caller hangs up",
        frame: calleeBye.captured.frames.first,
        to: &script
      )
    } else {
      let end = max(script.lines.map(\.at).max() ?? 0, script.mediaEnd)
      add(
        "BYE",
        at: end,
        after: answered,
        because: "the capture ends before the call: the caller hangs up",
        to: &script
      )
    }
    return script
  }

  /// The callee can't speak before it was spoken to: its requests in front of the caller's first one, or without one
  /// that opens a dialog, belong to a dialog whose start was not captured.
  private func leaveOutRequestsBeforeTheDialog(of script: inout LegScript) {
    let start = script.lines.firstIndex { $0.sender == .caller && $0.message.isRequest && $0.transaction.isInitial }
    let unheard = script.lines.enumerated().filter { index, line in
      line.transaction.initiator == .callee && start.map { index < $0 } ?? true
    }
    let numbers = Set(unheard.map(\.element.number))
    guard !numbers.isEmpty else { return }
    let remarks = unheard.map(\.element).filter { $0.message.isRequest && $0.message.method != "ACK" }.map { line in
      LegScript.Remark(
        code: "no-dialog",
        message: "the dialog of the callee's \(line.message.title) began before the capture: it is left out",
        frame: line.captured.frames.first
      )
    }
    script.replace(script.lines.filter { !numbers.contains($0.number) }, because: remarks)
  }

  private func leaveOutCalleeRequests(of script: inout LegScript) {
    let (refused, kept) = script.lines.partitioned { $0.transaction.initiator == .callee }
    let remarks = refused.filter { $0.message.isRequest && !["BYE", "ACK"].contains($0.message.method) }.map { line in
      LegScript.Remark(
        code: "request-to-client",
        message: "a client scenario of '\(target)' can't receive a request: the callee's \(line.message.title) and its "
          + "answers are left out",
        frame: line.captured.frames.first
      )
    }
    script.replace(kept, because: remarks)
  }

  /// Adds a request of the caller inside the dialog, and the callee's 200 to it.
  private func add(
    _ method: String,
    at: Int,
    after answered: Line,
    because reason: String,
    frame: Int? = nil,
    to script: inout LegScript
  ) {
    guard let request = answered.transaction.request,
      let invite = script.call.timeline[request].parsed, let cseq = invite.cseq
    else { return }
    let highest = script.lines.filter { $0.transaction.initiator == .caller }.map(\.transaction.cseq).max() ?? 0
    let number = method == "ACK" ? Int(cseq.number) : highest + 1
    let draft = MadeMessage(from: invite, answer: answered.message)
    var made = [draft.request(method, cseq: number)]
    if method != "ACK" { made.append(draft.answer(method, cseq: number)) }
    let transaction =
      method == "ACK"
      ? answered.transaction
      : Transaction(made: method, cseq: number, leg: script.leg.number)
    let ordinal = method == "ACK" ? answered.number : (script.lines.map(\.number).max() ?? 0) + 1
    let lines = made.compactMap { bytes -> Line? in
      guard let message = Message(bytes) else { return nil }
      let sender: PartyRole = message.isRequest ? .caller : .callee
      let captured = CapturedMessage(
        madeAt: at,
        like: answered.captured,
        from: sender,
        of: script.leg,
        bytes: bytes
      )
      return Line(message: message, captured: captured, transaction: transaction, number: ordinal)
    }
    // Behind what was captured until then: a made message of the same moment comes last.
    let position = script.lines.lastIndex { $0.at <= at }.map { $0 + 1 } ?? script.lines.count
    var all = script.lines
    all.insert(
      contentsOf: lines,
      at: max(position, (all.firstIndex { $0.captured.frames == answered.captured.frames } ?? -1) + 1)
    )
    script.replace(all, because: [LegScript.Remark(code: "made-\(method.lowercased())", message: reason, frame: frame)])
  }
}

extension Array {
  fileprivate func partitioned(by isFirst: (Element) -> Bool) -> (first: [Element], rest: [Element]) {
    (filter(isFirst), filter { !isFirst($0) })
  }
}
