package import Wire

/// One Call-ID of a capture: everything that was said under it, by whom, when, and the media that went with it.
///
/// This is the normalised model in the middle of the program. `pcap2scenario model` prints it as JSON; all that comes
/// after it (plan, rules, templates) needs no capture. Times are microseconds after `start`.
package struct Call: Codable, Sendable {
  /// Which call of the capture this is, counted from 1 in the order of their first messages.
  package let number: Int
  package let callID: String
  package let kind: CallKind
  package let outcome: Outcome
  /// When the first message was captured.
  package let start: CaptureTime
  /// From the first message to the last, in microseconds.
  package let duration: Int
  /// The pairs of hosts between which the Call-ID was seen; the first carried the first request.
  package let legs: [Leg]
  package let transactions: [Transaction]
  /// Every message once, in the order of the wire.
  package let timeline: [CapturedMessage]
  package let streams: [MediaStream]
}

/// A pair of hosts between which a Call-ID was seen: one side of a proxy or an SBC is one leg.
///
/// A leg is what becomes a pair of scenarios.
package struct Leg: Codable, Sendable {
  /// Counted from 1.
  package let number: Int
  package let caller: Party
  package let callee: Party

  package init(number: Int, caller: Party, callee: Party) {
    self.number = number
    self.caller = caller
    self.callee = callee
  }

  package subscript(role: PartyRole) -> Party { role == .caller ? caller : callee }
}

/// One end of a leg.
package struct Party: Codable, Sendable {
  /// Where its signalling was seen on the wire.
  package let endpoint: Endpoint
  package let transport: Transport
  /// Its URI as written in From (caller) or To (callee) of the first request.
  package let identity: String
  package let displayName: String?
  /// The user part of `identity`.
  package let user: String?
  package let tag: String?
  /// Every address that stands for it: its own on the wire first, then those that its Via and Contact name (a phone
  /// behind NAT writes its private one).
  package let addresses: [IPAddress]
  /// Every port at which it can be reached beside those addresses: that of the wire first (of a TCP client only a
  /// fleeting one), then those of its Via and Contact.
  package let ports: [UInt16]
  /// Where its SDP asked media to be sent, in the order of announcement.
  package let media: [Endpoint]
  /// The user name in its credentials, when it was challenged.
  ///
  /// The credentials themselves are never kept.
  package let credentialsUser: String?
  /// User-Agent or Server, whichever it named first.
  package let agent: String?

  package init(
    endpoint: Endpoint,
    transport: Transport,
    identity: String,
    displayName: String?,
    user: String?,
    tag: String?,
    addresses: [IPAddress],
    ports: [UInt16],
    media: [Endpoint],
    credentialsUser: String?,
    agent: String?
  ) {
    self.endpoint = endpoint
    self.transport = transport
    self.identity = identity
    self.displayName = displayName
    self.user = user
    self.tag = tag
    self.addresses = addresses
    self.ports = ports
    self.media = media
    self.credentialsUser = credentialsUser
    self.agent = agent
  }
}
