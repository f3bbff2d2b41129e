import Diagnostics
import RuleEngine
import Testing

/// Every slot finds its part of a message, and nothing else.
@Suite struct SlotTests {
  /// A message that has a place for every slot with a name.
  private static let message: String = {
    let addresses = [
      "P-Asserted-Identity", "P-Preferred-Identity", "P-Called-Party-ID", "P-Associated-URI", "Remote-Party-ID", "Path",
      "Service-Route", "Refer-To", "Referred-By", "Reply-To", "Diversion", "History-Info", "Record-Route", "Route",
    ].map { "\($0): \"Some One\" <sip:one:pw@192.0.2.1:5090;lr?x=y>;tag=t;x=1" }
    let plain = [
      "Max-Forwards: 70", "Content-Type: application/sdp", "Authorization: Digest a=b",
      "Proxy-Authorization: Digest a=b",
      "WWW-Authenticate: Digest realm=\"r\", algorithm=AKAv1-MD5,nonce=n", "Proxy-Authenticate: Digest a=b",
      "User-Agent: ua", "Server: se", "Subject: s",
      "Expires: 60", "Min-SE: 90", "Session-Expires: 1800", "RAck: 1 1 INVITE", "RSeq: 1", "Replaces: r", "Event: e",
      "Allow: INVITE", "Supported: timer", "Require: x", "Date: today", "Warning: 399 h \"w\"",
      "Accept: application/sdp;level=1", "Allow-Events: talk", "Privacy: id", "Min-Expires: 60",
      "Content-Disposition: session;handling=optional", "Proxy-Require: x", "Reason: Q.850;cause=16",
      "Subscription-State: active;expires=60", "Retry-After: 5",
    ]
    let sdp = [
      "v=0", "o=alice 1 2 IN IP4 192.0.2.10", "s=-", "i=a call", "c=IN IP4 192.0.2.11", "b=AS:64", "t=0 0",
      "m=audio 30000 RTP/AVP 0",
      "a=ptime:20", "m=video 30002 RTP/AVP 31", "c=IN IP4 192.0.2.12", "m=image 30004 udptl t38",
      "m=application 30006 UDP/BFCP *", "m=message 30008 TCP/MSRP *", "m=text 30010 RTP/AVP 98",
    ]
    let head = [
      "INVITE sip:bob@198.51.100.20:5070;transport=udp SIP/2.0",
      "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKone;rport", "v: SIP/2.0/TCP proxy.example;branch=z9hG4bKtwo",
      "From: \"Alice\" <sip:alice@192.0.2.10:5060>;tag=from-alice", "t: Bob <sip:bob@198.51.100.20:5070>;tag=from-bob",
      "Call-ID: call-1@192.0.2.10", "CSeq: 7 INVITE",
      "Contact: \"Desk\" <sip:alice@192.0.2.10:5060;transport=udp>;expires=60;tag=c",
    ]
    let body = sdp.joined(separator: "\n") + "\n"
    return (head + addresses + plain + ["Content-Length: \(body.utf8.count + sdp.count)", "", body]).joined(
      separator: "\n"
    )
  }()

  /// The message again, with what the places below do not count on.
  private static func message(for slot: String) -> String {
    if slot.hasPrefix("status-line") { return "SIP/2.0 180 Ringing\nCall-ID: c\n\n" }
    let own = ["from", "to", "contact", "request-uri"].first { slot.hasPrefix($0 + ".") }
    let full = "sip:one:pw@192.0.2.1:5090;lr?x=y"
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      if own == "request-uri", line.hasPrefix("INVITE") { return ["INVITE \(full) SIP/2.0"] }
      if let own, line.lowercased().hasPrefix(own + ":") || own == "to" && line.hasPrefix("t:") {
        return ["\(own): \"One\" <\(full)>;tag=t"]
      }
      if line.hasPrefix("Via:") { return [line + ";received=192.0.2.9"] }
      if line.hasPrefix("Content-Length") { return ["Content-Length: 9999"] }
      return line.hasPrefix("m=") ? [String(line), "c=IN IP4 192.0.2.12"] : [String(line)]
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: SlotTable.known) func everyKnownSlotResolves(_ name: String) throws {
    let lab = Lab("map:\n  - { id: a, at: \"\(name)\", set: NEW }\n")
    let changes = try #require(lab.changes(in: Self.message(for: name)))
    #expect(!changes.isEmpty)
    #expect(changes.allSatisfy { $0.hasSuffix("→NEW") && !$0.hasPrefix("→") }, "\(changes)")
  }

  struct Place: Sendable {
    let slot: String
    let captured: [String]

    init(_ slot: String, _ captured: String...) {
      self.slot = slot
      self.captured = captured
    }
  }

  private static let places = [
    Place("request-uri", "sip:bob@198.51.100.20:5070;transport=udp"), Place("request-uri.user", "bob"),
    Place("request-uri.host", "198.51.100.20"), Place("request-uri.port", "5070"),
    Place("request-uri.hostport", "198.51.100.20:5070"), Place("request-uri.param.transport", "udp"),
    Place("request-uri.param.TRANSPORT", "udp"),
    Place("via", "SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKone;rport", "SIP/2.0/TCP proxy.example;branch=z9hG4bKtwo"),
    Place("www-authenticate.param.algorithm", "AKAv1-MD5"), Place("www-authenticate.param.realm", "\"r\""),
    Place("proxy-authenticate.param.a", "b"), Place("authorization.param.x"),
    Place("via[1].branch", "z9hG4bKone"), Place("via[2].branch", "z9hG4bKtwo"), Place("via[3].branch"),
    Place("via.transport", "UDP", "TCP"), Place("via.host", "192.0.2.10", "proxy.example"), Place("via.port", "5060"),
    Place("via.hostport", "192.0.2.10:5060", "proxy.example"), Place("via.param.rport", "rport"),
    Place("from", "\"Alice\" <sip:alice@192.0.2.10:5060>;tag=from-alice"),
    Place("from.uri", "sip:alice@192.0.2.10:5060"),
    Place("from.tag", "from-alice"), Place("to.user", "bob"), Place("to.tag", "from-bob"), Place("cseq.number", "7"),
    Place("cseq.method", "INVITE"), Place("call-id", "call-1@192.0.2.10"), Place("header.call-id", "call-1@192.0.2.10"),
    Place("header.i", "call-1@192.0.2.10"), Place("header.subject", "s"), Place("header.X-None"),
    Place("contact.param.expires", "60"), Place("contact.param.transport", "udp"),
    Place("sdp.origin", "alice 1 2 IN IP4 192.0.2.10"), Place("sdp.origin.user", "alice"), Place("sdp.origin.id", "1"),
    Place("sdp.origin.version", "2"), Place("sdp.origin.type", "IP4"), Place("sdp.origin.address", "192.0.2.10"),
    Place("sdp.connection.address", "192.0.2.11", "192.0.2.12"), Place("sdp.connection[2].address", "192.0.2.12"),
    Place("sdp.audio.port", "30000"), Place("sdp.audio", "audio 30000 RTP/AVP 0"), Place("sdp.media[2].port", "30002"),
    Place("request-line.method", "INVITE"), Place("via[-1].host", "proxy.example"), Place("via[2].port"),
    Place("via.protocol", "SIP/2.0", "SIP/2.0"), Place("refer-to.password", "pw"), Place("route.headers", "x=y"),
    Place("route.uri-header.x", "y"), Place("path.uri-param.lr", "lr"), Place("path.uri-param.x"),
    Place("path.param.x", "1"), Place("event.main", "e"), Place("reason.main", "Q.850"),
    Place("header.Reason.param.cause", "16"), Place("subscription-state.param.expires", "60"),
    Place("header.X-None.param.x"), Place("sdp.media[1].attribute.ptime", "20"), Place("sdp.media[2].attribute.ptime"),
    Place("sdp.media[-1].formats", "98"), Place("sdp.image.proto", "udptl"), Place("sdp.line.s", "-"),
    Place("sdp.bandwidth", "AS:64"), Place("sdp.video.connection.address", "192.0.2.12"),
    Place("sdp.attribute.ptime", "20"), Place("sdp.attribute.none"),
  ]

  @Test(arguments: places) func aSlotIsItsPartAndNothingElse(_ place: Place) throws {
    let changes = try #require(Lab("map:\n  - { id: a, at: \"\(place.slot)\", set: NEW }\n").changes(in: Self.message))
    #expect(changes == place.captured.map { $0 + "→NEW" })
  }

  @Test(arguments: [
    "via[0].host", "via[x].host", "from.branch", "cseq.param.x", "from.param.", "header.", "sdp", "sdp.audio.host", "",
  ])
  func whatIsNoSlotIsRefused(_ name: String) {
    let findings = Marked("rules: 1\nname: lab\nmap:\n  - { id: a, at: ↓\"\(name)\", set: x }\n").findings
    #expect(findings.map(\.code) == ["unknown-slot"], "\(findings)")
  }

  @Test func anSDPSlotNeedsAnSDP() {
    let lab = Lab("map:\n  - { id: a, at: sdp.connection.address, set: NEW }\n")
    let text = "MESSAGE sip:b@h SIP/2.0\nContent-Type: text/plain\nContent-Length: 20\n\nc=IN IP4 192.0.2.10\n"
    #expect(lab.changes(in: text) == [])
  }
}
