import RuleEngine
import Testing

/// What a rule does with its place.
@Suite struct ActionTests {
  private static let message = """
    BYE sip:bob@h SIP/2.0
    Via: SIP/2.0/UDP h1;branch=z9hG4bK1 ;rport
    v : SIP/2.0/UDP h2
      ;branch=z9hG4bK2
    Route: <sip:p1;lr>
    From: <sip:a@h>;tag=1
    To: <sip:b@h> ; tag=2;x=y
    X-Lab: 1


    """

  private func rewritten(_ rule: String) -> String? {
    Lab("map:\n  - { id: a, \(rule) }\n").rewrite(Self.message)
  }

  private func expect(_ rule: String, _ old: String, becomes new: String, _ place: SourceLocation = #_sourceLocation) {
    let parts = Self.message.split(separator: old, omittingEmptySubsequences: false)
    #expect(parts.count == 2, "the message holds it once", sourceLocation: place)
    #expect(rewritten(rule) == parts.joined(separator: new), sourceLocation: place)
  }

  @Test func setReplacesTheValueAlone() {
    expect("at: \"via[2].branch\", set: NEW", "z9hG4bK2", becomes: "NEW")
    expect("at: header.x-lab, set: \"\"", "X-Lab: 1", becomes: "X-Lab: ")
  }

  @Test func paramReplacesTheParameterWithItsSemicolon() {
    expect("at: to.tag, param: \"[last_tag]\"", " ; tag=2", becomes: "[last_tag]")
  }

  @Test func dropTakesAParameterOrALine() {
    expect("at: to.tag, drop: true", " ; tag=2", becomes: "")
    expect("at: header.X-Lab, drop: true", "X-Lab: 1\n", becomes: "")
    expect("at: \"via[1].param.rport\", drop: true", " ;rport", becomes: "")
  }

  @Test func lineReplacesAFoldedHeaderWhole() {
    expect(
      "at: \"via[2]\", line: \"V: new\"",
      "v : SIP/2.0/UDP h2\n  ;branch=z9hG4bK2\n",
      becomes: "V: new\n"
    )
  }

  @Test func oneLineStandsForAllOfItsHeader() {
    expect(
      "at: via, line: \"[last_Via:]\"",
      "Via: SIP/2.0/UDP h1;branch=z9hG4bK1 ;rport\nv : SIP/2.0/UDP h2\n  ;branch=z9hG4bK2\n",
      becomes: "[last_Via:]\n"
    )
  }

  @Test func addPutsALineBehindTheLastOfItsHeader() {
    expect("at: via, add: \"X-New: 1\"", "  ;branch=z9hG4bK2\n", becomes: "  ;branch=z9hG4bK2\nX-New: 1\n")
    expect("at: [record-route, route], add: \"X-New: 1\"", "<sip:p1;lr>\n", becomes: "<sip:p1;lr>\nX-New: 1\n")
  }

  @Test func addHoldsBackWhereTheHeaderIsThere() {
    #expect(rewritten("at: via, add: \"X-New: 1\", absent: x-lab") == Self.message)
    #expect(rewritten("at: via, add: \"X-New: 1\", absent: x-other") != Self.message)
  }

  @Test func whatIsNotThereIsLeftAlone() {
    for action in ["set: NEW", "line: NEW", "add: NEW", "drop: true", "keep: true"] {
      #expect(rewritten("at: header.X-None, \(action)") == Self.message)
    }
  }

  @Test func dropOfSeveralLines() {
    #expect(rewritten("at: [via, route, from, to, header.X-Lab], drop: true") == "BYE sip:bob@h SIP/2.0\n\n")
  }

  @Test func anSDPLineCanBeReplacedAndDropped() {
    let text =
      "INVITE sip:x SIP/2.0\nContent-Type: application/sdp\n\nv=0\nc=IN IP4 h\na=crypto:1 x\na=crypto:2 y\nm=audio 1 RTP/AVP 0\n"
    #expect(
      Lab(
        "map:\n  - { id: a, at: sdp.attribute.crypto, drop: true }\n  - { id: b, at: sdp.connection, line: \"c=IN IP4 [local_ip]\" }\n"
      )
      .rewrite(text)
        == "INVITE sip:x SIP/2.0\nContent-Type: application/sdp\n\nv=0\nc=IN IP4 [local_ip]\nm=audio 1 RTP/AVP 0\n"
    )
  }
}
