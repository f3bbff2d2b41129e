/// What kind of identity a `disguise` rule speaks of, and so what stands in for it.
package enum DisguiseKind: String, CaseIterable, Sendable {
  /// The user of a URI: digits become as many digits out of 555-01xx, any other becomes `partyN`.
  case number
  case name
  /// A host name becomes `hostN.example.com`; an address is treated as one.
  case host
  case address
  case hardware
  case agent
  /// Letters and digits that mean nothing to a reader: others of the same kind take their places.
  case token
  /// The keys pressed in a call, in INFO bodies and as telephone-events.
  case keys
  /// What is heard and seen.
  case voice

  /// Whether it can be told by its form alone, so that a rule needs no `at`.
  var hasForm: Bool {
    switch self {
    case .agent, .token: false
    default: true
    }
  }

  /// Whether it names something in a message that a slot can hold.
  var isText: Bool { self != .keys && self != .voice }

  /// One line on what it is replaced by, for the documentation.
  package var help: String {
    switch self {
    case .number:
      "users of URIs, and digits that are long enough for a number: as many digits that end in 55501xx; other users: `party1`"
    case .name: "display names, and the SDP lines `s=` and `i=`: `Party 1`"
    case .host: "host names: `host1.example.com` (RFC 2606)"
    case .address: "IP addresses: those of documentation (RFC 5737, RFC 3849)"
    case .hardware: "MAC addresses: those of documentation (RFC 7042)"
    case .agent: "makers and versions: `Agent-1`; needs `at`"
    case .token: "tags, branches, keys: letters for letters, digits for digits; needs `at`"
    case .keys: "keys pressed, in INFO bodies and telephone-events: `0`"
    case .voice: "the payload of media: silence of the codec, of the same length"
    }
  }
}
