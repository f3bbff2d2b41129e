import Diagnostics
import Dialog
import SIP
import Testing
import Wire

/// SIP over TCP: messages and segments have nothing to do with each other.
@Suite struct SegmentTests {
  private static let talk = [
    Talk.request("INVITE", body: Talk.sdp("192.0.2.10", 30_000)),
    Talk.request("ACK", branch: "z9hG4bK-2", to: Talk.answered),
    Talk.request("BYE", cseq: 2, branch: "z9hG4bK-3", to: Talk.answered),
  ]

  @Test func severalMessagesInOneSegment() throws {
    let tape = Tape()
    tape.write(Self.talk.joined())
    let call = try #require(tape.call)
    #expect(call.timeline.map { $0.parsed?.method } == ["INVITE", "ACK", "BYE"])
    #expect(call.timeline.map(\.frames) == [[1], [1], [1]])
    #expect(call.timeline.allSatisfy { $0.transport == .tcp })
  }

  @Test(arguments: [1, 7, 100, 333]) func oneMessageOverManySegments(_ size: Int) throws {
    let tape = Tape()
    let bytes = Array(Self.talk.joined().utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      tape.write(String(decoding: bytes[start..<min(bytes.count, start + size)], as: UTF8.self))
    }
    let call = try #require(tape.call)
    #expect(call.timeline.map { $0.parsed?.method } == ["INVITE", "ACK", "BYE"])
    #expect(call.timeline.map { String(decoding: $0.bytes, as: UTF8.self) } == Self.talk)
    #expect(call.timeline.allSatisfy { !$0.frames.isEmpty && $0.frames == $0.frames.sorted() })
    #expect(call.timeline.first?.frames.first == 1)
  }

  @Test func keepAlivesBetweenMessagesAreNothing() throws {
    let tape = Tape()
    for message in Self.talk { tape.write("\r\n\r\n" + message) }
    #expect(try #require(tape.call).timeline.count == 3)
  }

  @Test func behindAGapReadingGoesOnAtTheNextMessage() throws {
    let tape = Tape()
    tape.write(Self.talk[0])
    tape.write("rest of something lost\r\n\r\n" + Self.talk[2], afterGap: true)
    let recording = tape.finish()
    #expect(recording.calls.first?.timeline.map { $0.parsed?.method } == ["INVITE", "BYE"])
    #expect(recording.findings.all.map(\.code) == ["skipped-bytes"])
  }

  @Test func aConnectionThatIsNoSIPIsLeftAlone() {
    let tape = Tape()
    for _ in 0..<50 { tape.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n") }
    tape.write(String(repeating: "x", count: 100_000), from: Tape.bob, to: Tape.alice)
    #expect(tape.finish().summaries.isEmpty)
  }

  @Test func theSIPPortDecidesWhereToLook() {
    let tape = Tape(sipPort: 5080)
    tape.send(Talk.request("INVITE", callID: "elsewhere"))
    tape.send(Talk.request("INVITE", callID: "here"), to: "198.51.100.20:5080")
    tape.write(Talk.request("INVITE", callID: "elsewhere"))
    tape.write(Talk.request("INVITE", callID: "there"), to: "198.51.100.20:5080")
    #expect(tape.finish().summaries.map(\.callID) == ["here", "there"])
  }

  @Test func junkInFrontOfAMessageIsPassedOnTheNamedPort() {
    let tape = Tape(sipPort: 5060)
    tape.send("\u{1}\u{2}  " + Talk.request("INVITE"))
    let recording = tape.finish()
    #expect(recording.summaries.count == 1)
    #expect(recording.findings.all.map(\.code) == ["junk-before-message"])
  }

}
