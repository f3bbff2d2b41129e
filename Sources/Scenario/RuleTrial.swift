package import Diagnostics
import Dialog
package import RuleEngine
import SIP
import Wire

/// Tries an example of a rule file: captured lines in, what the rules make of them out.
package struct RuleTrial {
  private let rules: RuleSet

  package init(_ rules: RuleSet) {
    self.rules = rules
  }

  /// What is wrong with each example that comes out otherwise.
  package func failures(of examples: [RuleExample]) -> Findings {
    var findings = Findings()
    for example in examples {
      guard let result = result(of: example) else {
        findings.error("no-message", "these lines make no SIP message", at: example.location)
        continue
      }
      guard result != example.becomes else { continue }
      func shown(_ lines: [String]) -> String { lines.isEmpty ? "nothing" : "'\(lines.joined(separator: "' / '"))'" }
      findings.error(
        "example-failed",
        "expected \(shown(example.becomes)), but it becomes \(shown(result))",
        at: example.location
      )
    }
    return findings
  }

  private func result(of example: RuleExample) -> [String]? {
    let draft = draft(of: example)
    guard let message = Message(draft.bytes), let view = view(of: example, message) else { return nil }
    let rewritten = Rewriter(rules, from: view).rewrite(message, facts: facts(of: example, message))
    var text = ""
    for piece in rewritten.pieces {
      switch piece {
      case .captured(let range): text += message.text(range.clamped(to: draft.lines))
      case .replaced(let range, let words, _):
        let isWithin = range.lowerBound >= draft.lines.lowerBound && range.upperBound <= draft.lines.upperBound
        // What is added behind the lines counts, what is added in front of them does not.
        if isWithin, !range.isEmpty || range.lowerBound > draft.lines.lowerBound { text += words }
      }
    }
    var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }

  /// A message around the lines of the example, and where they stand in it.
  private func draft(of example: RuleExample) -> (bytes: [UInt8], lines: ByteRange) {
    let situation = example.situation
    var own = example.captured
    let isSession = own.allSatisfy { $0.utf8.dropFirst().first == UInt8(ascii: "=") }
    var start =
      situation.status.map { "SIP/2.0 \($0) Response" }
      ?? "\(situation.method) sip:\(situation.dialed)@\(situation.callee) SIP/2.0"
    let hasStart = own.first.map { $0.hasSuffix(" SIP/2.0") || $0.hasPrefix("SIP/2.0 ") } ?? false
    if hasStart { start = own.removeFirst() }
    let known = Set(own.map { HeaderName(String($0.prefix { $0 != ":" && $0 != " " })) })
    let tag = situation.toTag == .none && !situation.isInDialog ? "" : ";tag=b"
    let others = [
      "Via: SIP/2.0/\(situation.transport.uppercased()) \(situation.caller);branch=z9hG4bK1",
      "From: <sip:alice@\(situation.caller)>;tag=a", "To: <sip:\(situation.dialed)@\(situation.callee)>\(tag)",
      "Call-ID: 1@example.com", "CSeq: 1 \(situation.method)",
    ].filter { isSession || !known.contains(HeaderName(String($0.prefix { $0 != ":" }))) }
    func joined(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\r\n" }.joined().utf8) }
    let front = joined([start])
    if isSession, !own.isEmpty {
      let version = own.contains { $0.hasPrefix("v=") } ? [] : ["v=0"]
      let head = front + joined(others + ["Content-Type: application/sdp", ""]) + joined(version)
      let lines = joined(own)
      return (head + lines, head.count..<head.count + lines.count)
    }
    let lines = joined(own)
    return (front + lines + joined(others + [""]), (hasStart ? 0 : front.count)..<front.count + lines.count)
  }

  private func view(of example: RuleExample, _ message: Message) -> Viewpoint? {
    let situation = example.situation
    func party(_ text: String, _ user: String, _ tag: String) -> Party? {
      guard let endpoint = Endpoint(written: text) else { return nil }
      return Party(
        endpoint: endpoint,
        transport: Transport(rawValue: situation.transport) ?? .udp,
        identity: "sip:\(user)@\(text)",
        displayName: nil,
        user: user,
        tag: tag,
        addresses: [endpoint.address],
        ports: [endpoint.port],
        media: [endpoint],
        credentialsUser: nil,
        agent: nil
      )
    }
    guard let caller = party(situation.caller, "alice", "a"),
      let callee = party(situation.callee, situation.dialed, "b")
    else { return nil }
    return Viewpoint(
      role: situation.role == "uas" ? .callee : .caller,
      leg: Leg(number: 1, caller: caller, callee: callee),
      callID: "1@example.com",
      dialedUser: situation.dialed
    )
  }

  private func facts(of example: RuleExample, _ message: Message) -> MessageFacts {
    let situation = example.situation
    return MessageFacts(
      method: message.method ?? situation.method,
      isInDialog: situation.isInDialog,
      isDialogKnown: true,
      toTag: situation.toTag,
      transport: Transport(rawValue: situation.transport) ?? .udp,
      answers: .last,
      challenge: situation.challenge,
      isAfterChallenge: situation.challenge != nil,
      sharesBranch: false,
      transaction: 1,
      peerTag: .last,
      tag: 1,
      callerTag: 0,
      requestHeaders: Set(situation.requestHeaders.map { HeaderName($0) })
    )
  }
}
