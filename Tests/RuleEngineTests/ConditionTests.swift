import Dialog
import RuleEngine
import SIP
import Testing
import Wire

/// When a rule applies.
@Suite struct ConditionTests {
  private static let invite = "INVITE sip:bob@h SIP/2.0\nSubject: s\nRequire: x\n\n"
  private static let ringing = "SIP/2.0 180 Ringing\nSubject: s\n\n"

  private func applies(
    _ condition: String,
    to text: String = invite,
    key: String = "when",
    _ change: (inout Lab) -> Void = { _ in }
  ) -> Bool? {
    var lab = Lab("map:\n  - { id: a, at: subject, \(key): { \(condition) }, set: NEW }\n")
    change(&lab)
    return lab.rewrite(text).map { $0.contains("Subject: NEW") }
  }

  @Test func roleIsTheOneThatIsWritten() {
    #expect(applies("role: uac") == true)
    #expect(applies("role: uas") == false)
    #expect(applies("role: uas") { $0.role = .callee } == true)
  }

  @Test func messageKind() {
    #expect(applies("message: request") == true)
    #expect(applies("message: response") == false)
    #expect(applies("message: response", to: Self.ringing) == true)
  }

  @Test func methodOfAResponseIsThatOfItsRequest() {
    #expect(applies("method: INVITE") == true)
    #expect(applies("method: [BYE, CANCEL]") == false)
    #expect(applies("method: UPDATE", to: Self.ringing) { $0.answers = "UPDATE" } == true)
  }

  @Test(arguments: [
    ("180", true), ("18x", true), ("1xx", true), ("1XX", true), ("2xx", false), ("181", false), ("[200, 180]", true),
  ])
  func status(_ pattern: String, _ expected: Bool) {
    #expect(applies("status: \(pattern)", to: Self.ringing) == expected)
    #expect(applies("status: \(pattern)") == false)
  }

  @Test func factsOfThePlan() {
    #expect(applies("in_dialog: true") == false)
    #expect(applies("in_dialog: true") { $0.inDialog = true } == true)
    #expect(applies("challenged: true") { $0.challenge = .server } == true)
    #expect(applies("challenge: 407") { $0.challenge = .server } == false)
    #expect(applies("challenge: [401, 407]") { $0.challenge = .proxy } == true)
    #expect(applies("after_challenge: true") { $0.isAfterChallenge = true } == true)
    #expect(applies("answers: earlier") { $0.answered = .earlier } == true)
    #expect(applies("answers: earlier") == false)
    #expect(applies("known_dialog: true") { $0.dialogKnown = false } == false)
    #expect(applies("shares_branch: true") { $0.sharesBranch = true } == true)
    #expect(applies("to_tag: [none, new]") == true)
    #expect(applies("to_tag: known") == false)
    #expect(applies("transport: [tcp, tls]") == false)
    #expect(applies("transport: [tcp, tls]") { $0.transport = .tls } == true)
    #expect(applies("family: v4") == true)
    #expect(applies("family: v6") == false)
    #expect(applies("body: false") == true)
    #expect(applies("request_header: record-route") { $0.requestHeaders = ["record-route"] } == true)
  }

  @Test func allHeadersNamedMustBeThere() {
    #expect(applies("header: require") == true)
    #expect(applies("header: [require, x-none]") == false)
  }

  @Test func unlessTakesAnyOfItsConditions() {
    #expect(applies("method: BYE", key: "unless") == true)
    #expect(applies("method: INVITE", key: "unless") == false)
    #expect(applies("method: BYE, role: uac", key: "unless") == false)
  }

  @Test func theTransactionsNumberIsFilledIn() {
    var lab = Lab("map:\n  - { id: a, at: subject, set: \"i{transaction}-{transaction}\" }\n")
    lab.transaction = 7
    #expect(lab.rewrite(Self.invite)?.contains("Subject: i7-7\n") == true)
  }
}
