import Dialog
import Testing
import Wire

/// One Call-ID between several pairs of hosts.
@Suite struct LegTests {
  private static let inner = "192.0.2.10:5060, SIP/2.0/UDP 203.0.113.5"

  /// INVITE, 200 and ACK over a proxy; the ACK and the BYE pass it by when it does not record its route.
  private func throughProxy(recordRoute: Bool) -> Tape {
    let tape = Tape()
    tape.send(Talk.request("INVITE"), to: Tape.proxy)
    tape.send(Talk.request("INVITE", branch: "z9hG4bK-p", via: "203.0.113.5"), from: Tape.proxy)
    tape.answer(Talk.response(200, branch: "z9hG4bK-p", via: "203.0.113.5"), to: Tape.proxy)
    tape.answer(Talk.response(200), from: Tape.proxy)
    if recordRoute {
      tape.send(Talk.request("ACK", branch: "z9hG4bK-2", to: Talk.answered), to: Tape.proxy)
      tape.send(Talk.request("ACK", branch: "z9hG4bK-p2", via: "203.0.113.5", to: Talk.answered), from: Tape.proxy)
      tape.send(Talk.request("BYE", cseq: 2, branch: "z9hG4bK-3", to: Talk.answered), to: Tape.proxy)
      tape.send(
        Talk.request("BYE", cseq: 2, branch: "z9hG4bK-p3", via: "203.0.113.5", to: Talk.answered),
        from: Tape.proxy
      )
      tape.answer(Talk.response(200, to: "BYE", cseq: 2, branch: "z9hG4bK-p3", via: "203.0.113.5"), to: Tape.proxy)
      tape.answer(Talk.response(200, to: "BYE", cseq: 2, branch: "z9hG4bK-3"), from: Tape.proxy)
    } else {
      tape.send(Talk.request("ACK", branch: "z9hG4bK-2", to: Talk.answered))
      tape.hangUp()
    }
    return tape
  }

  @Test func bothSidesOfAProxyAreLegs() throws {
    let call = try #require(throughProxy(recordRoute: true).call)
    #expect(call.legs.map(\.caller.endpoint) == [Tape.endpoint(Tape.alice), Tape.endpoint(Tape.proxy)])
    #expect(call.legs.map(\.callee.endpoint) == [Tape.endpoint(Tape.proxy), Tape.endpoint(Tape.bob)])
    #expect(call.timeline.filter { $0.leg == 1 }.map(\.frames) == [[1], [4], [5], [7], [10]])
    #expect(call.timeline.filter { $0.leg == 2 }.map(\.frames) == [[2], [3], [6], [8], [9]])
    #expect(call.transactions.map(\.leg) == [1, 2, 1, 2])
  }

  @Test func whatPassesAProxyByBelongsToTheFirstLeg() throws {
    let call = try #require(throughProxy(recordRoute: false).call)
    let first = call.timeline.filter { $0.leg == 1 }
    #expect(first.map(\.frames) == [[1], [4], [5], [6], [7]])
    #expect(first.map(\.sender) == [.caller, .callee, .caller, .caller, .callee])
    let invite = try #require(call.transactions.first)
    #expect(invite.ack != nil && call.timeline[invite.ack ?? 0].frames == [5])
    #expect(call.transactions.filter { $0.leg == 1 }.map(\.method) == ["INVITE", "BYE"])
  }

  /// A phone that calls its own second account: the proxy sends the request back to where it came from.
  @Test func aCallThatComesBackToItsPhoneIsTwoLegs() throws {
    let tape = Tape()
    let (phone, proxy) = (Tape.alice, Tape.proxy)
    let back = "203.0.113.5"
    tape.send(Talk.request("INVITE"), from: phone, to: proxy)
    tape.send(Talk.request("INVITE", branch: "z9hG4bK-p", via: back), from: proxy, to: phone)
    tape.send(Talk.response(200, branch: "z9hG4bK-p", via: back), from: phone, to: proxy)
    tape.send(Talk.response(200), from: proxy, to: phone)
    tape.send(Talk.request("ACK", branch: "z9hG4bK-2", to: Talk.answered), from: phone, to: proxy)
    tape.send(Talk.request("ACK", branch: "z9hG4bK-p2", via: back, to: Talk.answered), from: proxy, to: phone)
    // The called account hangs up: its BYE travels as the caller's requests do, but says whose it is.
    let bye = { (via: String, branch: String) in
      Talk.request(
        "BYE",
        cseq: 9,
        branch: branch,
        via: via,
        from: Talk.answered,
        to: "<sip:alice@example.com>;tag=a"
      )
    }
    tape.send(bye("192.0.2.10:5060", "z9hG4bK-b"), from: phone, to: proxy)
    tape.send(bye(back, "z9hG4bK-bp"), from: proxy, to: phone)
    let call = try #require(tape.call)
    #expect(call.legs.map(\.caller.endpoint) == [Tape.endpoint(phone), Tape.endpoint(proxy)])
    #expect(call.timeline.filter { $0.leg == 1 }.map(\.frames) == [[1], [4], [5], [8]])
    #expect(call.timeline.filter { $0.leg == 1 }.map(\.sender) == [.caller, .callee, .caller, .callee])
    #expect(call.timeline.filter { $0.leg == 2 }.map(\.frames) == [[2], [3], [6], [7]])
    #expect(call.timeline.filter { $0.leg == 2 }.map(\.sender) == [.caller, .callee, .caller, .callee])
  }

  @Test func aCallThatBeginsWithARegistrationIsACall() throws {
    let tape = Tape()
    tape.send(Talk.request("REGISTER", branch: "z9hG4bK-0"))
    tape.answer(Talk.response(200, to: "REGISTER", branch: "z9hG4bK-0"))
    tape.send(Talk.request("INVITE", cseq: 2))
    tape.answer(Talk.response(486, cseq: 2))
    let call = try #require(tape.call)
    #expect(call.kind == .invite)
    #expect(call.outcome == .rejected(486))
  }

  @Test func aByeOfTheCalleePastTheProxyIsItsOwn() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE"), to: Tape.proxy)
    tape.answer(Talk.response(200), from: Tape.proxy)
    tape.send(Talk.request("ACK", branch: "z9hG4bK-2", to: Talk.answered))
    tape.answer(
      Talk.request("BYE", cseq: 9, branch: "z9hG4bK-b", from: Talk.answered, to: "<sip:alice@example.com>;tag=a")
    )
    tape.send(Talk.response(200, to: "BYE", cseq: 9, branch: "z9hG4bK-b"))
    let call = try #require(tape.call)
    #expect(call.timeline.map(\.leg) == [1, 1, 1, 1, 1])
    #expect(call.timeline.map(\.sender) == [.caller, .callee, .caller, .callee, .caller])
    #expect(call.transactions.map(\.initiator) == [.caller, .callee])
  }

  @Test func twoPartiesOnOneHostAreToldApartByTheirPorts() throws {
    let tape = Tape()
    let (alice, bob) = ("127.0.0.1:5061", "127.0.0.1:5062")
    tape.send(Talk.request("INVITE"), from: alice, to: bob)
    tape.answer(Talk.response(200), from: bob, to: alice)
    tape.answer(
      Talk.request("BYE", cseq: 4, branch: "z9hG4bK-b", from: Talk.answered, to: "<sip:alice@example.com>;tag=a"),
      from: bob,
      to: alice
    )
    let call = try #require(tape.call)
    #expect(call.legs.count == 1)
    #expect(call.timeline.map(\.sender) == [.caller, .callee, .callee])
  }

  @Test func aProxyOnTheHostOfBothPartiesMakesTwoLegs() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE"), from: "127.0.0.1:5061", to: "127.0.0.1:5060")
    tape.send(Talk.request("INVITE", branch: "z9hG4bK-p"), from: "127.0.0.1:5060", to: "127.0.0.1:5062")
    tape.answer(Talk.response(200, branch: "z9hG4bK-p"), from: "127.0.0.1:5062", to: "127.0.0.1:5060")
    tape.answer(Talk.response(200), from: "127.0.0.1:5060", to: "127.0.0.1:5061")
    let call = try #require(tape.call)
    #expect(call.legs.count == 2)
    #expect(call.timeline.map(\.leg) == [1, 2, 2, 1])
    #expect(call.timeline.map(\.sender) == [.caller, .caller, .callee, .callee])
  }

  @Test func aConnectionThatIsOpenedAnewIsTheSameLeg() throws {
    let tape = Tape()
    tape.write(Talk.request("INVITE"), from: "192.0.2.10:40001")
    tape.write(Talk.response(200), from: Tape.bob, to: "192.0.2.10:40001")
    tape.write(
      Talk.request("BYE", cseq: 2, branch: "z9hG4bK-3", to: Talk.answered),
      from: "192.0.2.10:40002",
      connection: 2
    )
    let call = try #require(tape.call)
    #expect(call.legs.count == 1 && call.timeline.map(\.leg) == [1, 1, 1])
    #expect(call.legs.first?.caller.transport == .tcp)
  }

  @Test func partiesKnowTheirNamesAndPlaces() throws {
    let tape = Tape()
    tape.send(
      Talk.request(
        "INVITE",
        via: "10.0.0.5:5062",
        from: "\"Alice\" <sip:alice@example.com>;tag=a",
        headers: ["Contact: <sip:alice@10.0.0.5:5064>", "User-Agent: Phone/1"],
        body: Talk.sdp("10.0.0.5", 30_000)
      )
    )
    tape.answer(
      Talk.response(
        200,
        headers: ["Contact: <sip:bob@198.51.100.21>", "Server: Box/2"],
        body: Talk.sdp("198.51.100.20", 40_000)
      )
    )
    let leg = try #require(tape.call?.legs.first)
    #expect(leg.caller.addresses.map(\.description) == ["192.0.2.10", "10.0.0.5"])
    #expect(leg.caller.ports == [5060, 5062, 5064])
    #expect(leg.caller.media.map(\.description) == ["10.0.0.5:30000"])
    #expect(leg.caller.identity == "sip:alice@example.com" && leg.caller.user == "alice" && leg.caller.tag == "a")
    #expect(leg.caller.agent == "Phone/1" && leg.callee.agent == "Box/2")
    #expect(leg.callee.addresses.map(\.description) == ["198.51.100.20", "198.51.100.21"])
    #expect(leg.callee.user == "bob" && leg.callee.tag == "b")
  }

  @Test func theTagOfTheCalleeIsThatOfTheAnswer() throws {
    let tape = Tape()
    tape.send(Talk.request("INVITE"))
    for (status, tag) in [(180, "first"), (183, "second"), (200, "final")] {
      tape.answer(Talk.response(status, toParty: "<sip:bob@example.com>;tag=\(tag)"))
    }
    #expect(try #require(tape.call).legs.first?.callee.tag == "final")
  }

  @Test func moreLegsThanTheLimitAreCountedIntoTheLast() throws {
    let tape = Tape()
    for host in 1...100 { tape.send(Talk.request("INVITE", branch: "z9hG4bK-\(host)"), to: "10.0.1.\(host):5060") }
    #expect(try #require(tape.call).legs.count == 64)
  }
}
