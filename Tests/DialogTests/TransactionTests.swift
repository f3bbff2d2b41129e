import Dialog
import Testing
import Wire

/// Requests, what answers them, and what does not.
@Suite struct TransactionTests {
  @Test func aCallIsAListOfTransactions() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE"))
    tape.answer(Talk.response(100, toParty: "<sip:bob@example.com>"))
    tape.answer(Talk.response(180))
    tape.answer(Talk.response(200))
    tape.send(Talk.request("ACK", branch: "z9hG4bK-other", to: Talk.answered))
    tape.hangUp()
    let call = try #require(tape.call)
    #expect(call.transactions.map(\.method) == ["INVITE", "BYE"])
    let invite = call.transactions[0]
    #expect(invite.request == 0 && invite.responses == [1, 2, 3] && invite.ack == 4 && invite.status == 200)
    #expect(invite.initiator == .caller && invite.isInitial && !invite.isChallenged)
    let bye = call.transactions[1]
    #expect(bye.request == 5 && bye.responses == [6] && bye.ack == nil && bye.status == 200 && !bye.isInitial)
    #expect(call.timeline.map(\.transaction) == [0, 0, 0, 0, 0, 1, 1])
    #expect(call.timeline.map(\.frames) == (1...7).map { [$0] })
  }

  @Test func theAckToAFailureBelongsToItsInvite() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE"))
    tape.answer(Talk.response(486))
    tape.send(Talk.request("ACK", to: Talk.answered))
    let call = try #require(tape.call)
    #expect(call.transactions.count == 1)
    #expect(call.transactions.first?.ack == 2 && call.transactions.first?.status == 486)
  }

  @Test func anAckIsTiedByItsNumberAmongSeveralInvites() throws {
    let tape = Tape()
    tape.establish()
    tape.send(Talk.request("INVITE", cseq: 2, branch: "z9hG4bK-5", to: Talk.answered))
    tape.answer(Talk.response(200, cseq: 2, branch: "z9hG4bK-5"))
    tape.send(Talk.request("ACK", cseq: 2, branch: "z9hG4bK-6", to: Talk.answered))
    let call = try #require(tape.call)
    #expect(call.transactions.map(\.ack) == [2, 5])
    #expect(call.transactions.map(\.isInitial) == [true, false])
  }

  @Test func anAckIsTiedByBranchOrTagAmongTheInvitesOfAFork() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE", branch: "z9hG4bK-first"))
    tape.send(Talk.request("INVITE", branch: "z9hG4bK-second"))
    tape.answer(Talk.response(200, branch: "z9hG4bK-first"))
    tape.send(Talk.request("ACK", branch: "z9hG4bK-other", to: Talk.answered))
    tape.answer(Talk.response(487, branch: "z9hG4bK-second", toParty: "<sip:bob@example.com>;tag=late"))
    tape.send(Talk.request("ACK", branch: "z9hG4bK-second", to: "<sip:bob@example.com>;tag=late"))
    let call = try #require(tape.call)
    #expect(call.transactions.map(\.ack) == [3, 5])
    #expect(call.transactions.map(\.status) == [200, 487])
  }

  @Test func bothSidesMayUseTheSameNumber() throws {
    let tape = Tape()
    tape.establish()
    tape.answer(
      Talk.request(
        "INVITE",
        cseq: 1,
        branch: "z9hG4bK-1",
        via: "198.51.100.20",
        from: Talk.answered,
        to: "<sip:alice@example.com>;tag=a"
      )
    )
    tape.send(
      Talk.response(200, cseq: 1, branch: "z9hG4bK-1", from: Talk.answered, toParty: "<sip:alice@example.com>;tag=a")
    )
    tape.answer(Talk.request("ACK", branch: "z9hG4bK-9", from: Talk.answered, to: "<sip:alice@example.com>;tag=a"))
    let call = try #require(tape.call)
    #expect(call.transactions.map(\.initiator) == [.caller, .callee])
    #expect(call.transactions.map(\.ack) == [2, 5])
  }

  @Test func aCancelIsATransactionOfItsOwnOnTheBranchOfItsInvite() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE"))
    tape.answer(Talk.response(180))
    tape.send(Talk.request("CANCEL"))
    tape.answer(Talk.response(200, to: "CANCEL"))
    tape.answer(Talk.response(487))
    tape.send(Talk.request("ACK", to: Talk.answered))
    let call = try #require(tape.call)
    #expect(call.transactions.map(\.method) == ["INVITE", "CANCEL"])
    #expect(call.transactions.map(\.status) == [487, 200])
    #expect(call.transactions.map(\.branch) == ["z9hG4bK-1", "z9hG4bK-1"])
    #expect(call.transactions.map(\.ack) == [5, nil])
    #expect(call.outcome == .cancelled)
  }

  @Test func twoRequestsOfOneNumberAreToldApartByTheirBranch() throws {
    let tape = Tape()
    for branch in ["z9hG4bK-x", "z9hG4bK-y"] {
      tape.send(Talk.request("OPTIONS", branch: branch))
      tape.answer(Talk.response(200, to: "OPTIONS", branch: branch))
    }
    let call = try #require(tape.call)
    #expect(call.transactions.map(\.request) == [0, 2])
    #expect(call.transactions.map(\.responses) == [[1], [3]])
  }

  @Test func anOldStackWithoutBranches() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE", branch: nil))
    tape.send(Talk.request("INVITE", branch: nil))
    tape.answer(Talk.response(200, branch: nil))
    tape.send(Talk.request("ACK", branch: nil, to: Talk.answered))
    let call = try #require(tape.call)
    #expect(call.timeline.count == 3 && call.transactions.count == 1)
    #expect(call.transactions.first?.branch == nil && call.transactions.first?.ack == 2)
  }

  @Test func whatAnswersNothingCapturedHasNoRequest() throws {
    let tape = Tape()
    tape.answer(Talk.response(180))
    tape.answer(Talk.response(200))
    tape.send(Talk.request("ACK", branch: "z9hG4bK-2", to: Talk.answered))
    tape.send(Talk.request("ACK", cseq: 77, branch: "z9hG4bK-8", to: Talk.answered))
    let call = try #require(tape.call)
    #expect(call.kind == .invite && call.outcome == .answered)
    #expect(call.transactions.map(\.request) == [nil])
    #expect(call.transactions.first?.initiator == .caller)
    #expect(call.timeline.map(\.transaction) == [0, 0, 0, nil])
    #expect(call.legs.first?.caller.endpoint == Tape.endpoint(Tape.alice))
  }

  @Test(arguments: ["PRACK", "UPDATE", "INFO", "REFER", "NOTIFY", "MESSAGE", "PUBLISH", "LATER"])
  func anyMethodEitherWay(_ method: String) throws {
    let tape = Tape()
    tape.establish()
    tape.send(Talk.request(method, cseq: 2, branch: "z9hG4bK-5", to: Talk.answered))
    tape.answer(Talk.response(200, to: method, cseq: 2, branch: "z9hG4bK-5"))
    tape.answer(
      Talk.request(method, cseq: 9, branch: "z9hG4bK-6", from: Talk.answered, to: "<sip:alice@example.com>;tag=a")
    )
    tape.send(Talk.response(481, to: method, cseq: 9, branch: "z9hG4bK-6"))
    let call = try #require(tape.call)
    #expect(call.transactions.dropFirst().map(\.method) == [method, method])
    #expect(call.transactions.dropFirst().map(\.initiator) == [.caller, .callee])
    #expect(call.transactions.dropFirst().map(\.status) == [200, 481])
  }

  @Test(arguments: [
    ("INVITE", CallKind.invite), ("REGISTER", .register), ("OPTIONS", .options), ("MESSAGE", .message),
    ("SUBSCRIBE", .subscribe), ("PUBLISH", .publish), ("NOTIFY", .other), ("LATER", .other),
  ])
  func theFirstRequestNamesTheKind(_ method: String, _ kind: CallKind) throws {
    let tape = Tape()
    tape.send(Talk.request(method))
    #expect(try #require(tape.call).kind == kind)
  }
}
