import Dialog
import Testing
import Wire

/// Recordings of real stacks.
@Suite struct FixtureTests {
  @Test func aCallThroughARecordRoutingProxyHasTwoLegs() throws {
    let recording = try Captures.fixture("kamailio-call")
    let call = try #require(recording.calls.first)
    #expect(recording.calls.count == 1 && call.outcome == .answered)
    #expect(
      call.legs.map { "\($0.caller.endpoint.address) \($0.callee.endpoint.address)" }
        == ["192.0.2.10 203.0.113.5", "203.0.113.5 198.51.100.20"]
    )
    for leg in 1...2 {
      let own = call.transactions.filter { $0.leg == leg }
      #expect(own.map(\.method) == ["INVITE", "BYE"] && own.map(\.status) == [200, 200])
      #expect(own.first?.ack != nil)
      #expect(call.streams.filter { $0.leg == leg }.map(\.packets) == [60, 60])
    }
    #expect(recording.summaries.first?.mediaPackets == 120)
  }

  @Test func aCalleeBehindNATIsOneParty() throws {
    let call = try #require(try Captures.fixture("callee-behind-nat-udp").calls.first)
    #expect(call.legs.count == 1)
    #expect(call.legs.first?.callee.addresses.map(\.description) == ["198.51.100.20", "10.0.0.5"])
    #expect(call.streams.map(\.sender) == [.caller, .callee] && call.streams.map(\.packets) == [60, 60])
  }

  @Test(arguments: ["401-udp", "407-udp", "401-tcp", "407-tcp", "401-ipv6", "407-ipv6"])
  func aChallengeIsMetAndItsSecretForgotten(_ name: String) throws {
    let call = try #require(try Captures.fixture("challenge-" + name).calls.first)
    #expect(call.outcome == .answered && call.timeline.count == 10)
    #expect(call.transactions.filter { $0.method == "INVITE" }.map(\.status) == [Int(name.prefix(3)), 200])
    #expect(call.legs.first?.caller.credentialsUser?.isEmpty == false)
    let document = try Document.text(call)
    #expect(document.contains("Digest redacted") && !document.contains("response="))
  }

  @Test func bothPartiesOnOneAddress() throws {
    let call = try #require(try Captures.fixture("loopback").calls.first)
    #expect(call.legs.count == 1 && call.streams.map(\.packets) == [60, 60])
    #expect(Set(call.timeline.map(\.sender)) == [.caller, .callee])
  }

  @Test(arguments: [
    ("plain-udp", 7), ("plain-tcp", 7), ("plain-ipv6", 7), ("compact-udp", 7), ("fragmented-invite-udp", 7),
    ("fragmented-invite-ipv6", 7), ("segmented-invite-tcp", 7), ("any-sll", 7), ("any-sll2", 7), ("raw-ip", 7),
    ("null-loop", 7),
    ("callee-hangs-up-udp", 7), ("callee-hangs-up-tcp", 7), ("callee-hangs-up-ipv6", 7),
  ])
  func aPlainCall(_ name: String, _ messages: Int) throws {
    let recording = try Captures.fixture(name)
    let call = try #require(recording.calls.first)
    #expect(recording.calls.count == 1 && call.kind == .invite && call.outcome == .answered)
    #expect(call.timeline.count == messages && call.timeline.allSatisfy { $0.transaction != nil })
    #expect(call.streams.map(\.sender) == [.caller, .callee] && call.streams.map(\.packets) == [60, 60])
    #expect(call.streams.flatMap(\.flows).map(\.ssrcs) == [[0x2B7E_1516], [0x9D3A_07C4]])
    let hangsUp = call.transactions.last.map(\.initiator)
    #expect(hangsUp == (name.hasPrefix("callee-hangs-up") ? .callee : .caller))
  }

  @Test func aRefusedCall() throws {
    let call = try #require(try Captures.fixture("rejected-486-udp").calls.first)
    #expect(call.outcome == .rejected(486) && call.timeline.count == 5 && call.streams.isEmpty)
  }

  @Test func aRegistration() throws {
    let call = try #require(try Captures.fixture("kamailio-register").calls.first)
    #expect(call.kind == .register && call.outcome == .answered)
    #expect(call.transactions.map(\.status) == [401, 200])
  }
}
