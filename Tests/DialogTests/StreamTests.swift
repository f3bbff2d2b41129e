import Dialog
import Testing
import Wire

/// Media belong to the party that sent them.
@Suite struct StreamTests {
  private static let callerMedia = "192.0.2.10:30000"
  private static let calleeMedia = "198.51.100.20:40000"

  private func streams(_ tape: Tape) throws -> [MediaStream] { try #require(tape.call).streams }

  @Test func aPacketThatWasCapturedTwiceCountsOnce() throws {
    let tape = Tape()
    tape.establish()
    let payload: [UInt8] = [0x80, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 1, 0xFF]
    for time in [100, 101, 199, 201] {
      tape.send(payload, from: "192.0.2.10:30000", to: "198.51.100.20:40000", at: time)
    }
    let stream = try #require(streams(tape).first)
    #expect(stream.packets == 2)
  }

  /// Hold and resume: a new offer, silence, and packets again.
  @Test func aHeldStreamHasTwoSpells() throws {
    let tape = Tape()
    tape.establish()
    func talk(_ times: Range<Int>) {
      for time in stride(from: times.lowerBound, to: times.upperBound, by: 20) {
        tape.rtp(from: "192.0.2.10:30000", to: "198.51.100.20:40000", at: time)
      }
    }
    talk(100..<500)
    // A silence without a new offer is only silence.
    talk(900..<1000)
    let again = Talk.request(
      "INVITE",
      cseq: 2,
      branch: "z9hG4bK-h",
      to: Talk.answered,
      body: Talk.sdp("192.0.2.10", 30_000)
    )
    tape.send(again, at: 1010)
    // Nor is a new offer a hold while packets go on.
    talk(1020..<1100)
    tape.send(again.replacing("z9hG4bK-h", with: "z9hG4bK-i").replacing("CSeq: 2", with: "CSeq: 3"), at: 1200)
    talk(1500..<1600)
    let stream = try #require(streams(tape).first)
    #expect(stream.flows.map(\.packets) == [29, 5])
    #expect(stream.spells.map { $0.map(\.packets) } == [[29], [5]])
  }

  /// A fax on the m= line that a voice had.
  @Test func aLineThatChangesItsKindIsAnotherStream() throws {
    let tape = Tape()
    tape.establish()
    tape.rtp(from: "192.0.2.10:30000", to: "198.51.100.20:40000")
    tape.send(
      Talk.request(
        "INVITE",
        cseq: 2,
        branch: "z9hG4bK-f",
        to: Talk.answered,
        body: Talk.sdp("192.0.2.10", 30_000, kinds: ["image"])
      )
    )
    tape.answer(
      Talk.response(200, cseq: 2, branch: "z9hG4bK-f", body: Talk.sdp("198.51.100.20", 40_000, kinds: ["image"]))
    )
    for _ in 0..<2 { tape.rtp(from: "192.0.2.10:30000", to: "198.51.100.20:40000") }
    let call = try #require(tape.call)
    #expect(call.streams.map(\.kind) == ["audio", "image"])
    #expect(call.streams.map(\.packets) == [1, 2])
  }

  @Test func eachPartySends() throws {
    let tape = Tape()
    tape.establish()
    for _ in 0..<3 { tape.rtp(from: Self.callerMedia, to: Self.calleeMedia, ssrc: 1) }
    for _ in 0..<2 { tape.rtp(from: Self.calleeMedia, to: Self.callerMedia, type: 96, ssrc: 2) }
    let streams = try streams(tape)
    #expect(streams.map(\.sender) == [.caller, .callee])
    #expect(streams.map(\.packets) == [3, 2])
    #expect(streams.map(\.codecs) == [["PCMU/8000"], ["opus/48000"]])
    #expect(streams.map(\.kind) == ["audio", "audio"] && streams.map(\.line) == [1, 1])
    #expect(streams.flatMap(\.flows).map(\.ssrcs) == [[1], [2]])
    #expect(
      streams.flatMap(\.flows).map(\.firstFrame) == [4, 7] && streams.flatMap(\.flows).map(\.lastFrame) == [6, 8]
    )
    #expect(streams.first?.flows.first?.first == 30_000 && streams.first?.flows.first?.last == 50_000)
  }

  @Test func whatNobodyAnnouncedIsNoMedia() throws {
    let tape = Tape()
    tape.establish()
    tape.rtp(from: "192.0.2.10:30001", to: "198.51.100.20:40001")
    tape.rtp(from: "203.0.113.9:1", to: "203.0.113.9:2")
    #expect(try streams(tape).isEmpty)
  }

  @Test func packetsFromAnUnknownAddressToAnAnnouncedPort() throws {
    let tape = Tape()
    tape.establish()
    tape.rtp(from: "203.0.113.77:12345", to: Self.calleeMedia)
    tape.rtp(from: "203.0.113.88:54321", to: Self.callerMedia)
    #expect(try streams(tape).map(\.sender) == [.caller, .callee])
  }

  @Test func aPartyBehindNATIsKnownByThePortItWasSentTo() throws {
    let tape = Tape()
    tape.establish(calleeMedia: Talk.sdp("10.0.0.5", 40_000))
    // What the caller sends goes to the address that it sees, not to the one announced.
    tape.rtp(from: Self.callerMedia, to: "198.51.100.20:40000")
    tape.rtp(from: "198.51.100.20:40000", to: Self.callerMedia)
    #expect(try streams(tape).map(\.sender) == [.caller, .callee])
    #expect(try streams(tape).map(\.packets) == [1, 1])
  }

  @Test func whereTheDestinationWasRewrittenTheSourceDecides() throws {
    let tape = Tape()
    tape.establish()
    tape.rtp(from: Self.callerMedia, to: "203.0.113.5:20000")
    #expect(try streams(tape).map(\.sender) == [.caller])
  }

  @Test func linesOfOfferAndAnswerMatchByPosition() throws {
    let tape = Tape()
    tape.establish(
      callerMedia: Talk.sdp("192.0.2.10", 30_000, kinds: ["audio", "video"]),
      calleeMedia: Talk.sdp("198.51.100.20", 40_000, kinds: ["audio", "video"])
    )
    tape.rtp(from: "198.51.100.20:40002", to: "192.0.2.10:30002")
    tape.rtp(from: Self.callerMedia, to: Self.calleeMedia)
    let streams = try streams(tape)
    #expect(streams.map(\.kind) == ["audio", "video"] && streams.map(\.line) == [1, 2])
    #expect(streams.map(\.sender) == [.caller, .callee])
  }

  @Test func aStreamThatMovesHasSeveralFlows() throws {
    let tape = Tape()
    tape.establish()
    tape.rtp(from: Self.callerMedia, to: Self.calleeMedia)
    tape.answer(
      Talk.request(
        "INVITE",
        cseq: 5,
        branch: "z9hG4bK-r",
        from: Talk.answered,
        to: "<sip:alice@example.com>;tag=a",
        body: Talk.sdp("198.51.100.21", 41_000)
      )
    )
    tape.rtp(from: Self.callerMedia, to: "198.51.100.21:41000")
    let stream = try #require(try streams(tape).first)
    #expect(stream.flows.map(\.destination.description) == [Self.calleeMedia, "198.51.100.21:41000"])
    #expect(stream.packets == 2)
  }

  @Test func aHeldLineAnnouncesNothing() throws {
    let tape = Tape()
    tape.establish(callerMedia: Talk.sdp("0.0.0.0", 30_000), calleeMedia: Talk.sdp("198.51.100.20", 0))
    tape.rtp(from: "1.2.3.4:1", to: "0.0.0.0:30000")
    tape.rtp(from: "1.2.3.4:1", to: "198.51.100.20:0")
    #expect(try streams(tape).isEmpty)
  }

  @Test func theDirectionIsThatOfTheSender() throws {
    let tape = Tape()
    tape.establish(
      callerMedia: Talk.sdp("192.0.2.10", 30_000, direction: "recvonly"),
      calleeMedia: Talk.sdp("198.51.100.20", 40_000, direction: "sendonly")
    )
    tape.rtp(from: Self.calleeMedia, to: Self.callerMedia)
    #expect(try streams(tape).map(\.direction) == ["sendonly"])
  }

  @Test func twoCallsOneAfterTheOtherOnTheSamePorts() throws {
    let tape = Tape()
    for id in ["one", "two"] {
      tape.send(Talk.request("INVITE", callID: id, body: Talk.sdp("192.0.2.10", 30_000)))
      tape.answer(Talk.response(200, callID: id, body: Talk.sdp("198.51.100.20", 40_000)))
      for _ in 0..<(id == "one" ? 3 : 5) { tape.rtp(from: Self.callerMedia, to: Self.calleeMedia) }
      tape.send(Talk.request("BYE", cseq: 2, branch: "z9hG4bK-b", callID: id, to: Talk.answered))
      tape.answer(Talk.response(200, to: "BYE", cseq: 2, branch: "z9hG4bK-b", callID: id))
    }
    let recording = tape.finish()
    #expect(recording.calls.map { $0.streams.map(\.packets) } == [[3], [5]])
    #expect(recording.summaries.map(\.mediaPackets) == [3, 5])
  }

  @Test func stragglersCountForAMoment() throws {
    let tape = Tape()
    tape.establish()
    tape.rtp(from: Self.callerMedia, to: Self.calleeMedia, at: 100)
    tape.send(Talk.request("BYE", cseq: 2, branch: "z9hG4bK-b", to: Talk.answered), at: 200)
    tape.answer(Talk.response(200, to: "BYE", cseq: 2, branch: "z9hG4bK-b"), at: 210)
    tape.rtp(from: Self.callerMedia, to: Self.calleeMedia, at: 400)
    tape.rtp(from: Self.callerMedia, to: Self.calleeMedia, at: 9000)
    #expect(try streams(tape).map(\.packets) == [2])
  }

  @Test func cutPacketsAreCounted() throws {
    let tape = Tape()
    tape.establish()
    tape.rtp(from: Self.callerMedia, to: Self.calleeMedia, missing: 10)
    tape.rtp(from: Self.callerMedia, to: Self.calleeMedia)
    #expect(try streams(tape).first?.flows.first?.truncated == 1)
  }

  @Test func whatIsNoRTPIsToldApart() throws {
    let tape = Tape()
    tape.establish()
    // STUN, RTCP on the same port, a byte.
    for payload in [
      [0x00, 0x01, 0, 0] + Array(repeating: 0, count: 16), [0x80, 200] + Array(repeating: 0, count: 26), [0x80],
    ] as [[UInt8]] {
      tape.send(payload, from: Self.callerMedia, to: Self.calleeMedia)
    }
    tape.rtp(from: Self.callerMedia, to: Self.calleeMedia)
    let flow = try #require(try streams(tape).first?.flows.first)
    #expect(flow.packets == 4 && flow.rtpPackets == 1)
  }

  @Test func aScanOfPortsStaysBounded() throws {
    let tape = Tape()
    tape.establish()
    for port in 1...500 { tape.rtp(from: "203.0.113.77:\(port)", to: Self.calleeMedia) }
    #expect(try streams(tape).first?.flows.count == 64)
  }

  @Test func overIPv6() throws {
    let tape = Tape()
    tape.send(
      Talk.request("INVITE", body: Talk.sdp("2001:DB8:0::10", 30_000)),
      from: "[2001:db8::10]:5060",
      to: "[2001:db8::20]:5060"
    )
    tape.rtp(from: "[2001:db8::20]:40000", to: "[2001:db8::10]:30000")
    #expect(try streams(tape).map(\.sender) == [.callee])
  }
}
