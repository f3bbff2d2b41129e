import Diagnostics
import Dialog
import SDP
import SIP
import Templates
import Wire

/// Turns a call into the fields of `CallSchema`.
struct CallContext {
  private let call: Call
  private let leg: Leg
  private let capture: String
  private let hosts: [Endpoint]

  init(_ call: Call, leg: Leg, capture: String) {
    self.call = call
    self.leg = leg
    self.capture = capture
    var hosts: [Endpoint] = []
    var seen: Set<Endpoint> = []
    for endpoint in call.legs.flatMap({ [$0.caller.endpoint, $0.callee.endpoint] }) where seen.insert(endpoint).inserted
    {
      hosts.append(endpoint)
    }
    self.hosts = hosts
  }

  var fields: [String: Value] {
    let messages = call.timeline.map { (at: $0.at, fields: Value.group(fields(of: $0))) }
    let media = call.streams.flatMap { stream in
      stream.flows.map { (at: $0.first, fields: Value.group(fields(of: $0, in: stream))) }
    }
    .sorted { $0.at < $1.at }
    let events = (messages.map { ($0.at, ["message": $0.fields]) } + media.map { ($0.at, ["media": $0.fields]) })
      .sorted { $0.0 < $1.0 }
    return [
      "capture": shown(capture),
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
      "hosts": .list(
        hosts.indices.map { .group(["id": .text("h\($0 + 1)"), "endpoint": .text(hosts[$0].description)]) }
      ),
      "messages": .list(messages.map(\.fields)),
      "media": .list(media.map(\.fields)),
      "events": .list(events.map { .group($0.1) }),
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

  private func fields(of captured: CapturedMessage) -> [String: Value] {
    var fields = arrow(of: captured.leg, from: captured.sender, at: captured.at, frame: captured.frames.first)
    fields["from"] = .text(captured.source.description)
    fields["to"] = .text(captured.destination.description)
    fields["transport"] = .text(captured.transport.rawValue)
    fields["repetitions"] = .text(captured.retransmissions.isEmpty ? "" : String(captured.retransmissions.count))
    guard let message = captured.parsed else { return fields }
    fields["title"] = shown(message.title)
    fields["answers"] = message.isRequest ? nil : shown(message.cseq.map { message.bytes.text($0.method) } ?? "")
    fields["cseq"] = .text(message.cseq.map { String($0.number) } ?? "")
    fields["session"] = shown(message.session.map(Self.summary) ?? "")
    switch message.startLine {
    case .request(let method, _, _): fields["method"] = shown(message.bytes.text(method))
    case .status(_, let code, _): fields["status"] = shown(message.bytes.text(code))
    }
    return fields
  }

  /// The m= lines: `audio 192.0.2.10:6000, video 192.0.2.10:6002 sendonly`.
  private static func summary(of session: SessionDescription) -> String {
    session.media.map { media in
      let kind = session.bytes.text(media.kind)
      guard media.portNumber != 0 else { return "\(kind) refused" }
      let address = session.connection(for: media).map { session.bytes.text($0.address) } ?? ""
      let host = address.contains(":") ? "[\(address)]" : address
      let direction = media.direction == .sendrecv ? "" : " \(media.direction.rawValue)"
      return "\(kind) \(host):\(session.bytes.text(media.port))\(direction)"
    }.joined(separator: ", ")
  }

  private func fields(of flow: Flow, in stream: MediaStream) -> [String: Value] {
    var fields = arrow(of: stream.leg, from: stream.sender, at: flow.first, frame: flow.firstFrame)
    fields["from"] = .text(flow.source.description)
    fields["to"] = .text(flow.destination.description)
    fields["kind"] = shown(stream.kind)
    fields["codecs"] = shown(stream.codecs.joined(separator: ", "))
    fields["packets"] = .text(String(flow.packets))
    fields["until"] = .text(Duration.microseconds(flow.last).seconds)
    return fields
  }

  /// What messages and media have in common: which lanes the arrow leaves, crosses and reaches.
  private func arrow(of number: Int, from sender: PartyRole, at: Int, frame: FrameNumber?) -> [String: Value] {
    var fields: [String: Value] = [
      "time": .text(Duration.microseconds(at).seconds),
      "frame": .text(frame.map { "\($0)" } ?? ""),
      "leg": .text(String(number)),
      "sender": .text(sender.rawValue),
    ]
    guard let leg = call.legs.first(where: { $0.number == number }) else { return fields }
    let receiver: PartyRole = sender == .caller ? .callee : .caller
    guard let from = hosts.firstIndex(of: leg[sender].endpoint), let to = hosts.firstIndex(of: leg[receiver].endpoint)
    else { return fields }
    fields["from_host"] = .text("h\(from + 1)")
    fields["to_host"] = .text("h\(to + 1)")
    fields["rightward"] = .flag(from < to)
    fields["lanes"] = .list(
      hosts.indices.map { lane in
        .group([
          "sends": .flag(lane == from), "receives": .flag(lane == to),
          "passes": .flag(lane > min(from, to) && lane < max(from, to)),
        ])
      }
    )
    return fields
  }
}
