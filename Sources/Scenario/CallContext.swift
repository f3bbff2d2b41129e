import Diagnostics
import Dialog
import SIP
import Templates
import Wire

/// Turns a call into the fields of `CallSchema`.
struct CallContext {
  private let call: Call
  private let leg: Leg
  private let ladder: Ladder
  private let templates: TemplateSet

  /// - Parameter templates: what will be filled in: long lists that it has no use for are not made.
  init(_ call: Call, leg: Leg, ladder: Ladder, for templates: TemplateSet) {
    self.call = call
    self.leg = leg
    self.ladder = ladder
    self.templates = templates
  }

  var fields: [String: Value] {
    var fields = call(with: ladder.lanes)
    if ["messages", "media", "events"].contains(where: templates.asks) {
      let rungs = ladder.rungs.map { rung -> [String: Value] in
        switch rung {
        case .arrow(let arrow): ["message": .group(self.fields(of: arrow))]
        case .band(let band): ["media": .group(self.fields(of: band))]
        }
      }
      fields["messages"] = .list(rungs.compactMap { $0["message"] })
      fields["media"] = .list(rungs.compactMap { $0["media"] })
      fields["events"] = .list(rungs.map { .group($0) })
    }
    if templates.asks(for: "ladder") { fields["ladder"] = .group(LadderContext(ladder).fields) }
    return fields
  }

  /// What is known of the call as a whole.
  private func call(with lanes: [Ladder.Lane]) -> [String: Value] {
    [
      "capture": shown(ladder.capture),
      "call_id": shown(call.callID),
      "number": .text(String(call.number)),
      "kind": .text(call.kind.rawValue),
      "outcome": .text(call.outcome.description),
      "start": .text(call.start.description),
      "duration": .text(Duration.microseconds(call.duration).seconds),
      "leg": .text(String(leg.number)),
      "caller": .group(fields(of: leg.caller, as: .caller)),
      "callee": .group(fields(of: leg.callee, as: .callee)),
      "parties": .list(parties),
      "legs": .list(call.legs.map { .group(fields(of: $0)) }),
      "hosts": .list(lanes.map { .group(["id": .text($0.id), "endpoint": .text($0.label)]) }),
    ]
  }

  /// Captured text on one line, without what would move a terminal's cursor.
  private func shown(_ text: String) -> Value { .text(text.printable) }

  private var parties: [Value] {
    var seen: Set<String> = []
    return call.legs.flatMap { leg in [PartyRole.caller, .callee].map { ($0, leg[$0]) } }
      .filter { seen.insert($0.1.identity).inserted }
      .map { role, party in .group(fields(of: party, as: role)) }
  }

  private func fields(of party: Party, as role: PartyRole) -> [String: Value] {
    let identity = Array(party.identity.utf8)
    let host = URI.parse(identity, in: 0..<identity.count).host
    return [
      "role": .text(role.rawValue),
      "identity": shown(party.identity),
      "user": shown(party.user ?? ""),
      "host": shown(host.map { identity.text($0) } ?? ""),
      "display_name": shown(party.displayName ?? ""),
      "endpoint": .text(party.endpoint.description),
      "transport": .text(party.transport.rawValue),
      "agent": shown(party.agent ?? ""),
    ]
  }

  private func fields(of leg: Leg) -> [String: Value] {
    [
      "number": .text(String(leg.number)),
      "caller": .text(leg.caller.endpoint.description),
      "callee": .text(leg.callee.endpoint.description),
      "transport": .text(leg.caller.transport.rawValue),
    ]
  }

  private func fields(of arrow: Ladder.Arrow) -> [String: Value] {
    var fields = fields(of: arrow.crossing)
    fields["transport"] = .text(arrow.transport.rawValue)
    fields["repetitions"] = .text(arrow.retransmissions.isEmpty ? "" : String(arrow.retransmissions.count))
    fields["title"] = shown(arrow.title)
    fields["answers"] = shown(arrow.answers ?? "")
    fields["cseq"] = .text(arrow.cseq ?? "")
    fields["session"] = shown(arrow.session ?? "")
    fields["method"] = shown(arrow.method ?? "")
    fields["status"] = shown(arrow.status ?? "")
    return fields
  }

  private func fields(of band: Ladder.Band) -> [String: Value] {
    var fields = fields(of: band.crossing)
    fields["kind"] = shown(band.kind)
    fields["codecs"] = shown(band.codecs.joined(separator: ", "))
    fields["packets"] = .text(String(band.packets))
    fields["until"] = .text(Duration.microseconds(band.last).seconds)
    fields["lost"] = .text(band.lost.map(String.init) ?? "")
    fields["loss"] = .text(band.loss ?? "")
    fields["jitter"] = .text(band.jitter.map(Ladder.Band.milliseconds) ?? "")
    return fields
  }

  /// What messages and media have in common: which lanes the arrow leaves, crosses and reaches.
  private func fields(of crossing: Ladder.Crossing) -> [String: Value] {
    let (from, to) = (crossing.from, crossing.to)
    return [
      "time": .text(Duration.microseconds(crossing.at).seconds),
      "frame": .text(crossing.frame.map { "\($0)" } ?? ""),
      "leg": .text(String(crossing.leg)),
      "sender": .text(crossing.sender.rawValue),
      "from": .text(crossing.source.description),
      "to": .text(crossing.destination.description),
      "from_host": .text(ladder.lanes[from].id),
      "to_host": .text(ladder.lanes[to].id),
      "rightward": .flag(from < to),
      "lanes": .list(
        ladder.lanes.indices.map { lane in
          .group([
            "sends": .flag(lane == from), "receives": .flag(lane == to),
            "passes": .flag(lane > min(from, to) && lane < max(from, to)),
          ])
        }
      ),
    ]
  }
}
