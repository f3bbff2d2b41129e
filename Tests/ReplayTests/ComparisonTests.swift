import Capture
import Diagnostics
import Dialog
import Foundation
@testable import Replay
import Scenario
import TestSupport
import Testing

/// The comparison of a replay must notice what is wrong: a call is compared with itself, spoilt in one place.
@Suite struct ComparisonTests {
  @Test(arguments: Fixture.all)
  func `a call is like itself`(_ fixture: Fixture) throws {
    let pair = try Self.pair(fixture)
    let said = pair.messages.filter { !$0.isMade }
    let comparison = Comparison(said, said.map(\.captured))
    #expect(comparison.differences.map(\.description) == [])
    #expect(comparison.matches.count == said.count)
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
    Damage("a header is gone", "missing 'Subject: weekly check'", at: 0, "Subject: weekly check\r\n", with: ""),
    Damage("a header is new", "unexpected line 'X-New: 1'", at: 0, "Subject:", with: "X-New: 1\r\nSubject:"),
    Damage(
      "a blank is lost",
      "expected 'Server: Acme PBX 4.2', got 'Server: AcmePBX 4.2'",
      at: 2,
      "Acme PBX",
      with: "AcmePBX"
    ),
    Damage(
      "headers change places",
      "unexpected line 'Supported: replaces'",
      at: 3,
      "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\nSupported: replaces\r\n",
      with: "Supported: replaces\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\n"
    ),
    Damage("a reason is another", "expected 'SIP/2.0 180 Ringing'", at: 2, "180 Ringing", with: "180 Rings"),
    Damage("a line of the SDP is gone", "missing 'a=ptime:20'", at: 0, "a=ptime:20\r\n", with: ""),
    Damage(
      "the version of the SDP is another",
      "expected 'o=- 3890211 1 IN IP4",
      at: 0,
      "3890211 1 IN",
      with: "3890211 2 IN"
    ),
    Damage("the length is wrong", "Content-Length says", at: 0, "Content-Length:   ", with: "Content-Length:  9"),
    Damage("an answer repeats no Via", "missing '[last_Via:]'", at: 2, "Via: ", with: "X-Via: "),
    Damage(
      "a CSeq is another",
      "caller BYE (CSeq 102 BYE, To tagged) is not where it was captured",
      at: 5,
      "CSeq: 102",
      with: "CSeq: 103"
    ),
    Damage("To has two tags", "two tags in one header", at: 6, ";tag=s", with: ";tag=x;tag=s"),
    Damage(
      "To loses its tag",
      "caller ACK (CSeq 101 ACK, To tagged) is not where it was captured",
      at: 4,
      ";tag=s",
      with: ";gat=s"
    ),
    Damage("a tag belongs to another dialog", "the tag 't", at: 5, ";tag=s", with: ";tag=t"),
    Damage("From has another tag", "the tag 'd", at: 5, ";tag=c", with: ";tag=d"),
    Damage(
      "the ACK to a 200 shares the branch of its INVITE",
      "caller ACK (CSeq 101 ACK, To tagged): the branch 'z9hG4bK"
    ) { timeline in
      let via = { (text: String) in text.split(separator: "\r\n").first { $0.hasPrefix("Via:") }.map(String.init) }
      let invite = try #require((timeline[0]["text"] as? String).flatMap(via))
      let text = try #require(timeline[4]["text"] as? String)
      timeline[4]["text"] = text.replacing(try #require(via(text)), with: invite)
    },
    Damage("a message is missing", "callee 100 (CSeq 101 INVITE) is not where it was captured") { $0.remove(at: 1) },
    Damage("a message comes twice", "callee 100 (CSeq 101 INVITE) was not captured there") {
      $0.insert($0[1], at: 1)
    },
    Damage("two messages change places", "callee 100 (CSeq 101 INVITE) is not where it was captured") {
      $0.swapAt(1, 2)
    },
    Damage(
      "a message comes from the other side",
      "callee 180 (CSeq 101 INVITE, To tagged) is not where it was captured"
    ) { $0[2]["sender"] = "caller" },
    Damage("the last message is missing", "callee 200 (CSeq 102 BYE, To tagged) is not where it was captured") {
      $0.removeLast()
    },
  ]

  @Test(arguments: damages)
  func `damage is noticed`(_ damage: Damage) throws {
    let pair = try Self.pair(Fixture.named("plain-udp"))
    var document = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(pair.call)) as? [String: Any]
    )
    var timeline = try #require(document["timeline"] as? [[String: Any]])
    try damage.apply(&timeline)
    document["timeline"] = timeline
    let call = try JSONDecoder().decode(Call.self, from: JSONSerialization.data(withJSONObject: document))
    let found = Comparison(pair.messages, call.timeline).differences.map(\.text)
    #expect(found.contains { $0.contains(damage.complaint) }, "\(found)")
  }

  /// What is planned without the rules that write words of their own, which no capture holds.
  private static func pair(_ fixture: Fixture) throws -> Pair {
    let folder = try TemporaryFolder()
    let file = folder.file("no-words.yaml")
    try Data(
      "rules: 1\nname: no-words\ndisable: [from-tag, to-tag, callee-from, via-branch-shared, own-record-route]\n"
        .utf8
    ).write(to: file)
    let rules = try RuleCatalog.ruleSet(target: "sipp", files: [file.path])
    let survey = CaptureSurvey(try CaptureSet([fixture.capture.path]), sipPort: nil)
    let call = try survey.survey(keeping: .first).chosen(.first)
    var findings = Findings()
    return Planner(rules: rules, capture: "call.pcap")
      .pair(call, leg: try #require(call.legs.first), findings: &findings)
  }
}
