import Dialog
import Testing

/// How a call ended.
@Suite struct OutcomeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let outcome: Outcome
    /// Requests by name, responses by status and method.
    let messages: [String]

    init(_ outcome: Outcome, _ messages: String...) {
      self.outcome = outcome
      self.messages = messages
    }

    var testDescription: String { messages.joined(separator: ", ") }
  }

  private static let cases = [
    Case(.unfinished, "INVITE"), Case(.unfinished, "INVITE", "100 INVITE", "180 INVITE"),
    Case(.answered, "INVITE", "200 INVITE"), Case(.answered, "INVITE", "202 INVITE", "BYE", "481 BYE"),
    Case(.rejected(486), "INVITE", "180 INVITE", "486 INVITE"), Case(.rejected(603), "INVITE", "603 INVITE"),
    Case(.rejected(401), "INVITE", "401 INVITE"), Case(.answered, "INVITE", "407 INVITE", "INVITE", "200 INVITE"),
    Case(.rejected(403), "REGISTER", "401 REGISTER", "REGISTER", "403 REGISTER"),
    Case(.cancelled, "INVITE", "CANCEL", "200 CANCEL", "487 INVITE"),
    Case(.cancelled, "INVITE", "CANCEL"), Case(.cancelled, "INVITE", "180 INVITE", "CANCEL", "200 CANCEL"),
    // The answer and the CANCEL crossed.
    Case(.answered, "INVITE", "CANCEL", "200 CANCEL", "200 INVITE"),
    // Somebody else in front gave up.
    Case(.rejected(487), "INVITE", "487 INVITE"), Case(.rejected(486), "INVITE", "CANCEL", "486 INVITE"),
    Case(.redirected(302), "INVITE", "302 INVITE"), Case(.answered, "INVITE", "302 INVITE", "INVITE", "200 INVITE"),
    // A re-INVITE that fails does not undo the call, and the answer to another method does not make it.
    Case(.answered, "INVITE", "200 INVITE", "INVITE", "488 INVITE"), Case(.unfinished, "INVITE", "PRACK", "200 PRACK"),
    Case(.answered, "OPTIONS", "200 OPTIONS"), Case(.rejected(404), "MESSAGE", "404 MESSAGE"),
    Case(.cancelled, "INVITE", "180 INVITE", "CANCEL", "200 CANCEL", "487 INVITE", "ACK"),
  ]

  @Test(arguments: cases) func outcome(_ expected: Case) throws {
    let tape = Tape()
    for (number, text) in expected.messages.enumerated() {
      let words = text.split(separator: " ").map(String.init)
      if let status = Int(words[0]) {
        tape.answer(Talk.response(status, to: words[1], branch: "z9hG4bK-\(number)"))
      } else {
        tape.send(Talk.request(words[0], branch: "z9hG4bK-\(number)"))
      }
    }
    let recording = tape.finish()
    #expect(recording.calls.first?.outcome == expected.outcome)
    #expect(recording.summaries.first?.outcome == expected.outcome)
  }
}
