import Dialog
import Foundation
import Scenario
import TestSupport
import Testing

/// The comparison of a replay must notice what is wrong: a call is compared with itself, spoilt in one place.
@Suite struct ComparisonTests {
  @Test(arguments: Fixture.whole)
  func `a call is like itself`(_ fixture: Fixture) throws {
    let captured = try Recorded(fixture.capture)
    #expect(try differences(captured, captured) == [])
  }

  /// What was done to the replay, and what must be said of it.
  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let complaint: String
    let apply: @Sendable (inout [[String: Any]]) throws -> Void

    init(_ name: String, _ complaint: String, _ apply: @escaping @Sendable (inout [[String: Any]]) throws -> Void) {
      testDescription = name
      self.complaint = complaint
      self.apply = apply
    }

    /// Replaces a text in one message.
    init(_ name: String, _ complaint: String, at message: Int, _ text: String, with other: String) {
      self.init(name, complaint) { timeline in
        let before = try #require(timeline[message]["text"] as? String)
        try #require(before.contains(text))
        timeline[message]["text"] = before.replacing(text, with: other)
      }
    }
  }

  // The messages of plain-udp: INVITE, 100, 180, 200, ACK, BYE, 200.
  private static let damages = [
    Damage("a header is gone", "expected 'Subject: weekly check'", at: 0, "Subject: weekly check\r\n", with: ""),
    Damage("a header is new", "unexpected line 'X-New: 1'", at: 0, "Subject:", with: "X-New: 1\r\nSubject:"),
    Damage("a blank is lost", "expected 'Server: Acme PBX 4.2'", at: 2, "Acme PBX", with: "AcmePBX"),
    Damage(
      "headers change places",
      "unexpected line 'Supported: replaces'",
      at: 3,
      "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\nSupported: replaces\r\n",
      with: "Supported: replaces\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\n"
    ),
    Damage("a reason is another", "expected 'SIP/2.0 180 Ringing'", at: 2, "180 Ringing", with: "180 Rings"),
    Damage("a line of the SDP is gone", "expected 'a=ptime:20'", at: 0, "a=ptime:20\r\n", with: ""),
    Damage(
      "the version of the SDP is another",
      "expected 'o=- 3890211 1 IN IP4",
      at: 0,
      "3890211 1 IN",
      with: "3890211 2 IN"
    ),
    Damage("the length is wrong", "Content-Length says", at: 0, "Content-Length:   ", with: "Content-Length:  9"),
    Damage("an answer repeats no Via", "no line for [last_Via:]", at: 2, "Via: ", with: "X-Via: "),
    Damage("a CSeq is another", "captured caller BYE (CSeq 102 BYE", at: 5, "CSeq: 102", with: "CSeq: 103"),
    Damage("To has two tags", "two tags in one header", at: 6, ";tag=s", with: ";tag=x;tag=s"),
    Damage("To loses its tag", "captured caller ACK (CSeq 101 ACK, To tagged)", at: 4, ";tag=s", with: ";gat=s"),
    Damage("a tag belongs to another dialog", "tags: captured", at: 5, ";tag=s", with: ";tag=t"),
    Damage("From has another tag", "tags: captured", at: 5, ";tag=c", with: ";tag=d"),
    Damage("the ACK to a 200 shares the branch of its INVITE", "branches: captured [1, 1, 1, 1, 2, 3, 3]") { timeline in
      let via = { (text: String) in text.split(separator: "\r\n").first { $0.hasPrefix("Via:") }.map(String.init) }
      let invite = try #require((timeline[0]["text"] as? String).flatMap(via))
      let text = try #require(timeline[4]["text"] as? String)
      timeline[4]["text"] = text.replacing(try #require(via(text)), with: invite)
    },
    Damage("a message is missing", "message 2: captured callee 100") { $0.remove(at: 1) },
    Damage("a message comes twice", "message 3: captured callee 180 (CSeq 101 INVITE, To tagged), replayed callee 100")
    {
      $0.insert($0[1], at: 1)
    },
    Damage("two messages change places", "message 2: captured callee 100 (CSeq 101 INVITE), replayed callee 180") {
      $0.swapAt(1, 2)
    },
    Damage("a message comes from the other side", "message 3: captured callee 180") { $0[2]["sender"] = "caller" },
    Damage("the last message is missing", "replayed nothing") { $0.removeLast() },
  ]

  @Test(arguments: damages)
  func `damage is noticed`(_ damage: Damage) throws {
    let captured = try Recorded(Fixture.named("plain-udp").capture)
    var document = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(captured.call)) as? [String: Any]
    )
    var timeline = try #require(document["timeline"] as? [[String: Any]])
    try damage.apply(&timeline)
    document["timeline"] = timeline
    let call = try JSONDecoder().decode(Call.self, from: JSONSerialization.data(withJSONObject: document))
    let found = try differences(captured, Recorded(call: call, leg: captured.leg, media: captured.media))
    #expect(found.contains { $0.contains(damage.complaint) }, "\(found)")
  }

  @Test(arguments: [PartyRole.caller, .callee])
  func `media that is not the captured is noticed`(of role: PartyRole) throws {
    let captured = try Recorded(Fixture.named("plain-udp").capture)
    let packets = try #require(captured.media[role])
    #expect(packets.count == 60)
    var flipped = packets
    flipped[59][171] ^= 1
    var swapped = packets
    swapped.swapAt(7, 8)
    for (spoilt, place) in [
      (packets.dropLast(), 60), (packets[1...], 1), (packets + packets.suffix(1), 61), (flipped[...], 60),
      (swapped[...], 8),
      ([], 1),
    ] {
      var media = captured.media
      media[role] = Array(spoilt)
      let found = try differences(captured, Recorded(call: captured.call, leg: captured.leg, media: media))
      #expect(
        found == [
          "the \(role.rawValue)'s media: 60 packets captured, \(spoilt.count) replayed, packet \(place) differs"
        ]
      )
    }
  }

  /// Compares without the rules that write words of their own, which no capture holds.
  private func differences(_ captured: Recorded, _ replayed: Recorded) throws -> [String] {
    let folder = try TemporaryFolder()
    let rules = folder.file("no-words.yaml")
    try Data(
      "rules: 1\nname: no-words\ndisable: [from-tag, to-tag, callee-from, via-branch-shared, own-record-route]\n"
        .utf8
    ).write(to: rules)
    let expected = try Conversions.expected(captured, target: "sipp", ruleFiles: [rules])
    return Comparison(captured, replayed, expected: expected).differences
  }
}
