#if Control
import Templates

/// A call as pages show it.
enum CallRow {
  static func value(_ call: ListedCall, link: String) -> Value {
    .group([
      "number": .text(String(call.number)),
      "link": .text(link),
      "call_id": .text(call.callID),
      "kind": .text(call.kind),
      "method": .text(call.method),
      "outcome": .text(call.outcome),
      "sort": .text(sort(call.outcome)),
      "from": .text(call.from),
      "to": .text(call.to),
      "start": Readable.moment(call.start),
      "duration": .text(Readable.duration(seconds: Double(call.duration) / 1e6)),
      "messages": .text(String(call.messages)),
      "media": .list(media(call).map(Value.text)),
      "legs": .text(String(call.hosts.count)),
      "hosts": .list(
        zip(1..., call.hosts).map { number, hosts in
          .group([
            "leg": .text(String(number)),
            "caller": .text(hosts.caller.description),
            "callee": .text(hosts.callee.description),
          ])
        }
      ),
    ])
  }

  /// `audio 77 / 92` for each kind: packets of the caller, and of the callee.
  private static func media(_ call: ListedCall) -> [String] {
    var kinds: [String] = []
    for entry in call.media where !kinds.contains(entry.kind) { kinds.append(entry.kind) }
    return kinds.map { kind in
      func packets(_ sender: String) -> Int {
        call.media.filter { $0.kind == kind && $0.sender == sender }.reduce(0) { $0 + $1.packets }
      }
      return "\(kind) \(packets("caller")) / \(packets("callee"))"
    }
  }

  /// How an outcome looks.
  private static func sort(_ outcome: String) -> String {
    switch outcome.split(separator: " ").first {
    case "answered": "success"
    case "rejected": "failure"
    case "redirected": "warning"
    default: "faint"
    }
  }

  static let fields: [String: Field] = [
    "number": Field(.text, "in the capture, from 1"),
    "link": Field(.text, "its page"),
    "call_id": Field(.text, "its Call-ID"),
    "kind": Field(.text, "what it is: invite, register …"),
    "method": Field(.text, "the method that began it"),
    "outcome": Field(.text, "how it ended"),
    "sort": Field(.text, "how the outcome looks: success, failure, warning, faint"),
    "from": Field(.text, "URI in From"),
    "to": Field(.text, "URI in To"),
    "start": Readable.momentField("of the first message"),
    "duration": Field(.text, "from the first message to the last"),
    "messages": Field(.text, "how many of SIP"),
    "media": Field(.list(.text), "packets of the caller and of the callee, by kind"),
    "legs": Field(.text, "between how many pairs of hosts it was seen"),
    "hosts": Field(
      .rows([
        "leg": Field(.text, "its number"),
        "caller": Field(.text, "address and port"),
        "callee": Field(.text, "address and port"),
      ]),
      "the legs"
    ),
  ]
}
#endif
