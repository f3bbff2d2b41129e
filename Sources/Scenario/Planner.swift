package import Dialog
package import Diagnostics
package import Media
package import RuleEngine
import SIP
package import Wire

/// Plans both roles of a leg.
package struct Planner {
  private let rules: RuleSet
  private let capture: String

  /// - Parameters:
  ///   - rules: the effective rules of the target.
  ///   - capture: the name of the capture, for the scenario's name and for diagnostics.
  package init(rules: RuleSet, capture: String) {
    self.rules = rules
    self.capture = capture
  }

  /// Both plans, with what the user should know about them in `findings`.
  ///
  /// - Parameters:
  ///   - call: a call of the model.
  ///   - leg: the pair of hosts to replay.
  package func pair(_ call: Call, leg: Leg, findings: inout Findings) -> Pair {
    let script = Ending(for: rules.target).applied(to: LegScript(call, leg: leg))
    let facts = ScriptFacts(script)
    for remark in script.remarks + facts.remarks {
      findings.warning(
        remark.code,
        remark.message,
        at: remark.frame.map { Location(capture: capture, frame: $0) } ?? Location(file: capture)
      )
    }
    if !rules.target.capabilities.writesIPv6, leg.callee.endpoint.address.family == .v6 {
      findings.warning(
        "no-ipv6",
        "'\(rules.target.name)' writes IPv6 addresses without brackets: this call is to be replayed over IPv4",
        at: Location(file: capture)
      )
    }
    let transport = transport(of: script)
    if transport != leg.callee.transport {
      findings.warning(
        "no-transport",
        "this call travelled over \(leg.callee.transport.rawValue), which '\(rules.target.name)' doesn't speak: it is to be "
          + "replayed over \(transport.rawValue.uppercased())",
        at: Location(file: capture)
      )
    }
    let files = MediaSelection(call, leg: leg, target: rules.target, capture: capture).files(findings: &findings)
    let dialed = script.lines.first.flatMap(\.message.requestUser)
    var placements: [PartyRole: MediaPlacement] = [:]
    var planners: [PartyRole: RolePlanner] = [:]
    var played: [MediaFile] = []
    var fields = InjectionFields(rules.target.fields, leg: leg)
    for role in [PartyRole.caller, .callee] {
      let view = Viewpoint(role: role, leg: leg, callID: call.callID, dialedUser: dialed)
      let planner = RolePlanner(script, facts: facts, role: role, rules: rules, view: view)
      var placement = MediaPlacement(fields.filled(planner.steps(), of: role), capabilities: rules.target.capabilities)
      let own = files.filter { $0.sender == role }
      let placed = placement.play(own)
      played += placed
      if placed.isEmpty {
        for file in own {
          findings.warning(
            "unplayable-media",
            "the \(role.rawValue)'s \(file.kind) can't be replayed: no step of its scenario comes after both parties "
              + "have said where media goes",
            at: Location(file: capture)
          )
        }
      }
      planners[role] = planner
      placements[role] = placement
    }
    findings.add(contentsOf: fields.findings)
    let end = placements.values.compactMap(\.end).max()
    func plan(_ role: PartyRole) -> Plan? {
      guard let planner = planners[role], let placement = placements[role] else { return nil }
      return Plan(
        role: role,
        capture: capture,
        steps: finished(placement, mediaEnd: end, transport: transport),
        answersChallenge: planner.answersChallenge,
        learnsDialog: planner.learnsDialog,
        learnsTarget: planner.learnsTarget,
        savedRequests: planner.savedRequests,
        savedTags: planner.savedTags
      )
    }
    let plans = [plan(.caller), plan(.callee)].compactMap(\.self)
    return Pair(
      call: call,
      leg: leg,
      transport: transport,
      dialedUser: dialed,
      plans: plans,
      messages: messages(script, facts.all, plans),
      media: played,
      fields: fields
    )
  }

  /// What both plans say, in the order of the script.
  private func messages(_ script: LegScript, _ facts: [MessageFacts], _ plans: [Plan]) -> [PlannedMessage] {
    var sent: [PartyRole: ArraySlice<RewrittenMessage>] = [:]
    for plan in plans {
      sent[plan.role] =
        plan.steps.compactMap { step in
          if case .send(let send) = step.kind { send.message } else { nil }
        }[...]
    }
    return zip(script.lines, facts).compactMap { line, facts in
      sent[line.sender]?.popFirst().map { rewritten in
        PlannedMessage(
          captured: line.captured,
          facts: facts,
          rewritten: rewritten,
          isSuccessACK: line.message.method == "ACK" && !line.isFailureACK
        )
      }
    }
  }

  /// The longest that the end of a call is put off for media that was still under way, in microseconds.
  private static let longestDelay = 2_000_000
  /// What a replay may lag behind the capture, in microseconds.
  private static let slack = 150_000

  /// What the leg is replayed over.
  private func transport(of script: LegScript) -> Transport {
    let tellsLengths = script.lines.allSatisfy { line in
      line.message.headers.contains { $0.canonical == "content-length" }
    }
    return rules.target.replay.transport(for: script.leg.callee.transport, tellsLengths: tellsLengths)
  }

  private func finished(_ placement: MediaPlacement, mediaEnd: Int?, transport: Transport) -> [Step] {
    var placement = placement
    var delays: [Int: Int] = [:]
    if let terminator = placement.steps.firstIndex(where: \.endsCall) {
      placement.stop(at: terminator)
      if let mediaEnd {
        let delay = mediaEnd + Self.slack - placement.steps[terminator].at
        delays[terminator] = min(max(0, delay), Self.longestDelay)
      }
    }
    return Pacing(retransmitsAfter: rules.target.capabilities.retransmitsAfter, isUnreliable: transport == .udp)
      .paced(placement.steps, delays: delays)
  }
}

/// The plans of both roles of a leg, and the media that they play.
package struct Pair: Sendable {
  package let call: Call
  package let leg: Leg
  /// What both are replayed over: the captured one, where the engine speaks it.
  package let transport: Transport
  /// The user part of the URI that was called; nil when it has none.
  package let dialedUser: String?
  /// The caller's, then the callee's.
  package let plans: [Plan]
  /// Everything that is said, by both, in order.
  package let messages: [PlannedMessage]
  package let media: [MediaFile]
  /// The captured values that the engines read from files.
  package let fields: InjectionFields
}

/// A message of the leg, and what the rules made of it.
package struct PlannedMessage: Sendable {
  package let captured: CapturedMessage
  /// What the rules were told about it.
  package let facts: MessageFacts
  package let rewritten: RewrittenMessage
  /// Whether it is the ACK to a 2xx, which is a transaction of its own (RFC 3261 section 13.2.2.4).
  package let isSuccessACK: Bool

  /// Whether no frame holds it: it was made so that the call comes to an end.
  package var isMade: Bool { captured.frames.isEmpty }
}

extension Step {
  /// Whether media ends with it: a BYE, or an INVITE refused.
  fileprivate var endsCall: Bool {
    switch kind {
    case .send(let send): send.status == nil && send.method == "BYE"
    case .receive(let receive): receive.request == "BYE"
    case .pause, .act: false
    }
  }
}

extension Message {
  /// The user part of the request URI.
  fileprivate var requestUser: String? {
    requestURI?.user.map { bytes.text($0) }
  }
}
