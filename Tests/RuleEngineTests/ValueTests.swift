import Dialog
import RuleEngine
import Testing

/// A captured value is touched only where it stands as a whole token of its kind.
@Suite struct ValueTests {
  private static let map = """
    map:
      - { id: id, value: call.id, set: ID }
      - { id: la, value: local.address, set: LA }
      - { id: lp, value: local.port, set: LP }
      - { id: ra, value: remote.address, set: RA }
      - { id: rp, value: remote.port, set: RP }
      - { id: tag, value: local.tag, set: TAG }
    """

  private func header(_ value: String, _ lab: Lab = Lab(map)) -> String? {
    lab.rewrite("OPTIONS sip:x SIP/2.0\nX-Lab: \(value)\n\n")?.split(separator: "\n").dropFirst().first
      .map { String($0.dropFirst("X-Lab: ".count)) }
  }

  @Test(arguments: [
    ("192.0.2.10", "LA"), ("<sip:192.0.2.10>", "<sip:LA>"), ("192.0.2.10:5060", "LA:LP"), ("x=192.0.2.10;y", "x=LA;y"),
    ("192.0.2.10, 198.51.100.20:5070", "LA, RA:RP"), ("at 192.0.2.10.", "at LA."),
    // Part of something longer.
    ("192.0.2.100", "192.0.2.100"), ("1192.0.2.10", "1192.0.2.10"), ("192.0.2.10.example", "192.0.2.10.example"),
    ("host-192.0.2.10", "host-192.0.2.10"), ("192.0.2.10-a", "192.0.2.10-a"), ("192.0.2.10.7", "192.0.2.10.7"),
    ("0.192.0.2.10", "0.192.0.2.10"), ("a192.0.2.10", "a192.0.2.10"), ("192.0.2.1", "192.0.2.1"),
    // A port only beside its address.
    ("5060", "5060"), ("192.0.2.10 5060", "LA 5060"), ("192.0.2.10:50600", "LA:50600"),
    ("198.51.100.20:5060", "RA:5060"),
    ("203.0.113.1:5060", "203.0.113.1:5060"), ("192.0.2.10:", "LA:"),
    ("192.0.2.10:99999999999999999999", "LA:99999999999999999999"),
    // Words.
    ("from-alice", "TAG"), ("from-alice2", "from-alice2"), ("tag=from-alice;x", "tag=TAG;x"),
    ("xfrom-alice", "xfrom-alice"),
    ("call-1@192.0.2.10", "ID"), ("<call-1@192.0.2.10>", "<ID>"),
  ])
  func tokens(_ captured: String, _ expected: String) {
    #expect(header(captured) == expected)
  }

  private static var overIPv6: Lab {
    var lab = Lab(map)
    lab.caller = Lab.party("2001:db8:a::10", 5060, user: "alice", tag: "from-alice", media: nil)
    lab.callee = Lab.party("2001:db8:b::20", 5070, user: "bob", tag: "from-bob", media: nil)
    return lab
  }

  @Test(arguments: [
    ("[2001:db8:a::10]", "LA"), ("[2001:DB8:A:0:0:0:0:10]:5060", "LA:LP"),
    ("<sip:[2001:0db8:000a::0010]:5060>", "<sip:LA:LP>"),
    ("[2001:db8:a::100]", "[2001:db8:a::100]"), ("[2001:db8:b::20]:5070", "RA:RP"),
    ("[2001:db8:a::10", "[2001:db8:a::10"),
  ])
  func anIPv6AddressInAnySpelling(_ captured: String, _ expected: String) {
    #expect(header(captured, Self.overIPv6) == expected)
  }

  @Test func anIPv6AddressInTheSDPStandsWithoutBrackets() {
    let text =
      "INVITE sip:x SIP/2.0\nContent-Type: application/sdp\n\nv=0\no=- 1 1 IN IP6 2001:db8:a::10\nc=IN IP6 2001:DB8:A:0::10\n"
    let expected = "INVITE sip:x SIP/2.0\nContent-Type: application/sdp\n\nv=0\no=- 1 1 IN IP6 LA\nc=IN IP6 LA\n"
    #expect(Self.overIPv6.rewrite(text) == expected)
  }

  @Test func oneAddressOfBothPartiesBelongsToTheirPorts() {
    var lab = Lab(Self.map)
    lab.caller = Lab.party("127.0.0.1", 5061, user: "alice", tag: "from-alice", media: nil)
    lab.callee = Lab.party("127.0.0.1", 5062, user: "bob", tag: "from-bob", media: nil)
    #expect(header("127.0.0.1:5061", lab)?.hasSuffix(":LP") == true)
    #expect(header("127.0.0.1:5062", lab)?.hasSuffix(":RP") == true)
  }

  @Test func theNameOfASlotDecidesWhoseSharedAddressIsMeant() {
    var lab = Lab(
      Self.map
        + "\n  - { id: to, at: to.host, value: remote.address, set: RA }\n  - { id: from, at: from.host, value: local.address, set: LA }\n"
    )
    lab.caller = Lab.party("127.0.0.1", 5061, user: "alice", tag: "from-alice", media: nil)
    lab.callee = Lab.party("127.0.0.1", 5062, user: "bob", tag: "from-bob", media: nil)
    #expect(
      lab.rewrite("OPTIONS sip:x SIP/2.0\nFrom: <sip:a@127.0.0.1>\nTo: <sip:b@127.0.0.1>\n\n")
        == "OPTIONS sip:x SIP/2.0\nFrom: <sip:a@LA>\nTo: <sip:b@RA>\n\n"
    )
  }

  @Test func theRolesSeeEachOther() {
    var lab = Lab(Self.map)
    lab.role = .callee
    #expect(header("192.0.2.10:5060 198.51.100.20:5070", lab) == "RA:RP LA:LP")
  }

  @Test func partSaysWhereAValueIsLookedFor() {
    let text = "INVITE sip:x SIP/2.0\nX-Lab: 192.0.2.10\nContent-Type: application/sdp\n\nv=0\nc=IN IP4 192.0.2.10\n"
    let header = Lab("map:\n  - { id: a, value: local.address, when: { part: header }, set: NEW }\n").rewrite(text)
    let sdp = Lab("map:\n  - { id: a, value: local.address, when: { part: sdp }, set: NEW }\n").rewrite(text)
    #expect(header?.contains("X-Lab: NEW\n") == true && header?.contains("IP4 192.0.2.10\n") == true)
    #expect(sdp?.contains("X-Lab: 192.0.2.10\n") == true && sdp?.contains("IP4 NEW\n") == true)
  }

  @Test func aSlotWithAValueWantsBoth() {
    let lab = Lab("map:\n  - { id: a, at: contact.hostport, value: local.address, set: NEW }\n")
    #expect(
      lab.changes(in: "OPTIONS sip:x SIP/2.0\nContact: <sip:192.0.2.10:5060>, <sip:192.0.2.11:5060>\n\n")
        == ["192.0.2.10:5060→NEW"]
    )
  }

  @Test func exceptLeavesTextsAlone() {
    let lab = Lab("map:\n  - { id: a, at: sdp.connection.address, except: [0.0.0.0, \"::\"], set: NEW }\n")
    let text =
      "INVITE sip:x SIP/2.0\nContent-Type: application/sdp\n\nv=0\nc=IN IP4 0.0.0.0\nm=audio 1 RTP/AVP 0\nc=IN IP4 192.0.2.1\n"
    #expect(lab.changes(in: text) == ["192.0.2.1→NEW"])
  }
}
