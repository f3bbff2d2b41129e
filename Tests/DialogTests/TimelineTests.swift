import Dialog
import Testing
import Wire

/// Every message once, in the order of time.
@Suite struct TimelineTests {
  @Test func retransmissionsAreFoldedIntoTheFirst() throws {
    let tape = Tape()
    for time in [0, 500, 1500] { tape.send(Talk.request("INVITE"), at: time) }
    for time in [1600, 2100] { tape.answer(Talk.response(200), at: time) }
    for time in [2200, 2400] { tape.send(Talk.request("ACK", branch: "z9hG4bK-2", to: Talk.answered), at: time) }
    let recording = tape.finish()
    let call = try #require(recording.calls.first)
    #expect(call.timeline.map(\.frames) == [[1], [4], [6]])
    #expect(call.timeline.map(\.retransmissions) == [[2, 3], [5], [7]])
    #expect(recording.summaries.first?.messages == 7)
  }

  /// Nobody repeats himself within a tenth of a second: that is one packet, captured at two places.
  @Test func whatWasCapturedTwiceCountsOnce() throws {
    let tape = Tape()
    for time in [0, 1] { tape.send(Talk.request("INVITE"), at: time) }
    for time in [20, 119] { tape.answer(Talk.response(180), at: time) }
    for time in [200, 300] { tape.answer(Talk.response(200), at: time) }
    let recording = tape.finish()
    let call = try #require(recording.calls.first)
    #expect(call.timeline.map(\.frames) == [[1, 2], [3, 4], [5]])
    #expect(call.timeline.map(\.retransmissions) == [[], [], [6]])
    #expect(recording.summaries.first?.messages == 4)
  }

  @Test func aRepeatedRequestMayDifferInItsTimestamp() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE", headers: ["Timestamp: 1"]))
    tape.send(Talk.request("INVITE", headers: ["Timestamp: 2"]))
    let call = try #require(tape.call)
    #expect(call.timeline.map(\.retransmissions) == [[2]])
  }

  @Test func aResponseThatSaysSomethingElseIsAnother() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE"))
    tape.answer(Talk.response(180))
    tape.answer(Talk.response(180, headers: ["Alert-Info: <urn:x>"]))
    let call = try #require(tape.call)
    #expect(call.timeline.count == 3)
    #expect(call.transactions.first?.responses == [1, 2])
  }

  @Test func theSameRequestOnTheWayBackIsNoRepetition() throws {
    let tape = Tape()
    tape.send(Talk.request("OPTIONS"))
    tape.answer(Talk.request("OPTIONS"))
    #expect(try #require(tape.call).timeline.count == 2)
  }

  @Test func whatTheCaptureHoldsOutOfOrderIsSortedByTime() throws {
    let tape = Tape()
    tape.answer(Talk.response(180), at: 30)
    tape.send(Talk.request("INVITE"), at: 10)
    tape.answer(Talk.response(100), at: 20)
    let call = try #require(tape.call)
    #expect(call.timeline.map(\.frames) == [[2], [3], [1]])
    #expect(call.timeline.map(\.at) == [0, 10_000, 20_000])
    #expect(call.duration == 20_000)
    #expect(call.transactions.first?.request == 0 && call.transactions.first?.responses == [1, 2])
    #expect(call.legs.first?.caller.endpoint == Tape.endpoint(Tape.alice))
    #expect(call.timeline.map(\.sender) == [.caller, .callee, .callee])
  }

  @Test func equalTimesKeepTheOrderOfTheFile() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE"), at: 10)
    tape.answer(Talk.response(100), at: 10)
    tape.answer(Talk.response(180), at: 10)
    #expect(try #require(tape.call).timeline.map(\.frames) == [[1], [2], [3]])
  }

  @Test func aRepetitionThatCameFirstInTheFileIsStillTheFirstByTime() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE"), at: 550)
    tape.send(Talk.request("INVITE"), at: 50)
    let call = try #require(tape.call)
    #expect(call.timeline.map(\.frames) == [[2]])
    #expect(call.timeline.map(\.retransmissions) == [[1]])
  }

  @Test func onlyWantedCallsAreKept() {
    func recording(_ selection: Selection) -> Recording {
      let tape = Tape(keeping: selection)
      tape.send(Talk.request("OPTIONS", callID: "keepalive"))
      tape.send(Talk.request("INVITE", callID: "one"))
      tape.send(Talk.request("INVITE", callID: "2"))
      return tape.finish()
    }
    for selection in [Selection.none, .all, .first, .wanted("one")] {
      #expect(recording(selection).callCount == 3)
    }
    #expect(recording(.none).calls.isEmpty)
    #expect(recording(.all).calls.map(\.number) == [1, 2, 3])
    #expect(recording(.first).call(.first)?.callID == "one")
    #expect(recording(.wanted("one")).call(.wanted("one"))?.number == 2)
    #expect(recording(.wanted("3")).call(.wanted("3"))?.callID == "2")
    // A Call-ID goes before a number.
    #expect(recording(.wanted("2")).call(.wanted("2"))?.number == 3)
    #expect(recording(.wanted("4")).call(.wanted("4")) == nil)
  }

  @Test func theFirstCallIsTheFirstOfAnyKindWhereNobodyInvites() {
    let tape = Tape(keeping: .first)
    tape.send(Talk.request("REGISTER", callID: "r"))
    tape.send(Talk.request("OPTIONS", callID: "o"))
    #expect(tape.finish().call(.first)?.callID == "r")
  }

  @Test func theModelSurvivesItsJSON() throws {
    let tape = Tape()
    tape.establish()
    tape.rtp(from: "192.0.2.10:30000", to: "198.51.100.20:40000")
    tape.send(
      Array(Talk.request("INFO", cseq: 2, branch: "z9hG4bK-7", to: Talk.answered, headers: ["X-Bytes: "]).utf8) + [
        0xFF, 0xFE,
      ]
    )
    tape.hangUp()
    let call = try #require(tape.call)
    let encoded = try Document.text(call)
    #expect(try Document.text(try Document.value(encoded)) == encoded)
  }
}
