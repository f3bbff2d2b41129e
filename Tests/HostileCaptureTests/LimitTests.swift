import Capture
import Diagnostics
import Foundation
import SIP
import Scenario
import Testing

@testable import Dialog

/// Captures that somebody made to fill memory: each limit bites where it should, and is told.
@Suite struct LimitTests {
  private func survey(_ capture: Raw, keeping selection: Selection = .all) throws -> CaptureSurvey.Found {
    try capture.written { try CaptureSurvey(try CaptureSet([$0]), sipPort: nil).survey(keeping: selection) }
  }

  private func lines(_ found: CaptureSurvey.Found, _ code: String) -> [String] {
    found.findings.all.filter { $0.code == code }.map(\.message)
  }

  @Test func connectionsThatNeverOpenHideNoCall() throws {
    var capture = Raw()
    for sender in 0..<70_000 { capture.segment(0x02, sender: sender) }
    capture.segment(0x18, sender: 80_000, Array(Said().request("OPTIONS").utf8))
    let found = try survey(capture)
    #expect(found.summaries.map(\.callID) == ["call-1"])
    // Nothing is lost with a connection that has carried nothing.
    #expect(lines(found, "tcp-connections").isEmpty)
  }

  @Test func connectionsThatCarrySomethingAreCountedOut() throws {
    var capture = Raw()
    for sender in 0..<66_000 { capture.segment(0x18, sender: sender, [1, 2, 3]) }
    let told = lines(try survey(capture), "tcp-connections")
    #expect(told == ["464 TCP connections ended early: more than 65536 were open at once, first frame 65537"])
  }

  @Test func fragmentsWithoutAnEndAreCountedOut() throws {
    var capture = Raw()
    for number in 0..<20_000 { capture.fragment(identification: number, offset: number % 2 == 0 ? 0 : 0xFF) }
    capture.send(Said().request("OPTIONS"))
    let found = try survey(capture)
    #expect(found.summaries.count == 1)
    #expect(lines(found, "ip-fragments").count == 2, "\(found.findings.all)")
  }

  @Test func aHeaderOf65KBIsOneHeader() throws {
    var capture = Raw()
    let large = "X-Large: " + String(repeating: "x", count: 64_000)
    capture.send(Said(more: [large]).request("INVITE"))
    let call = try #require(try survey(capture).recording.calls.first)
    #expect(call.timeline.first?.parsed?.headers.contains { $0.value.count == 64_000 } == true)
  }

  @Test func dialogsUnderOneCallIDAreOneCallThatEndsSomewhere() throws {
    var capture = Raw()
    for number in 0..<12_000 {
      capture.send(Said(branch: "\(number)", number: number + 1).request("OPTIONS"), from: 1 + number % 500)
    }
    let found = try survey(capture)
    let call = try #require(found.recording.calls.first)
    #expect(found.summaries.map(\.messages) == [12_000])
    #expect(call.timeline.count == CallRecord.mostMessages && call.legs.count == 64)
    #expect(lines(found, "long-call").first?.hasPrefix("call 1: 2000 messages behind the first 10000") == true)
    // What is only listed holds no message, and loses none.
    #expect(lines(try survey(capture, keeping: .none), "long-call").isEmpty)
  }

  @Test func largeMessagesOfOneCallAreLimitedByTheirBytes() throws {
    var capture = Raw()
    let body = String(repeating: "[", count: 60_000)
    for number in 0..<300 { capture.send(Said(branch: "\(number)", number: number + 1, body: body).request("INFO")) }
    let found = try survey(capture)
    let bytes = found.recording.calls.flatMap(\.timeline).reduce(0) { $0 + $1.bytes.count }
    #expect((16_000_000...CallRecord.mostBytes).contains(bytes))
    #expect(lines(found, "long-call").count == 1)
  }

  @Test func aCallIDWithoutEndIsNobodys() throws {
    var capture = Raw()
    capture.send(Said(callID: String(repeating: "i", count: 5000)).request("INVITE"))
    capture.send(Said(callID: String(repeating: "i", count: 4096)).request("INVITE"))
    let found = try survey(capture)
    #expect(found.summaries.map(\.callID.utf8.count) == [4096])
    #expect(lines(found, "long-call-id").count == 1)
  }

  @Test func anSDPOfThousandsOfLinesIsLookedAtSoFar() throws {
    var capture = Raw()
    let media = (0..<2000).map { "m=audio \(10_000 + $0) X 0\r\n" }.joined()
    capture.send(Said(body: "v=0\r\nc=IN IP4 10.0.0.9\r\n" + media).request("INVITE"))
    let found = try survey(capture)
    #expect(
      lines(found, "media-limit") == [
        "976 m= lines are not followed: their calls have more than 1024 each; first frame 1"
      ]
    )
  }

  @Test func aCallThatAnnouncesWithoutEndIsTold() throws {
    var capture = Raw()
    for number in 0..<1100 {
      let body = "v=0\r\nc=IN IP4 10.0.0.9\r\nm=kind\(number) 4000 RTP/AVP 0\r\n"
      capture.send(Said(branch: "\(number)", number: number + 1, body: body).request("INVITE"))
    }
    let told = lines(try survey(capture), "media-limit")
    #expect(told == ["844 m= lines are not followed: there are more than 256 kinds of media; first frame 257"])
  }

  /// An SDP of many m= lines.
  private func session(_ address: String, from port: Int = 10_000, lines: Int) -> String {
    let media = (0..<lines).map { "m=audio \(port + $0) X 0\r\n" }.joined()
    return "v=0\r\nc=IN IP4 \(address)\r\n" + media
  }

  @Test func linesOfManyCallsAreCountedTogether() throws {
    var capture = Raw()
    for number in 0..<66 {
      let body = session("10.9.0.\(number)", lines: 1024)
      capture.send(Said(callID: "large-\(number)", body: body).request("INVITE"))
    }
    for number in 0..<20 {
      let body = session("10.9.1.\(number)", lines: 16)
      capture.send(Said(callID: "small-\(number)", body: body).request("INVITE"))
    }
    let told = lines(try survey(capture), "media-limit").filter { $0.contains("not followed: 65536") }
    #expect(told == ["992 m= lines are not followed: 65536 are, beyond 16 of each call; first frame 66"])
  }

  @Test func endpointsOfACallAreCounted() throws {
    var capture = Raw()
    for number in 0..<80 {
      let body = session("10.9.0.\(number)", lines: 1000)
      capture.send(Said(branch: "\(number)", number: number + 1, body: body).request("INVITE"))
    }
    // A thousand more are where the messages come from: the address may be one that NAT hides.
    let told = "15400 m= lines are not followed where they are: 65536 endpoints are, beyond 64 of each call"
    #expect(lines(try survey(capture), "media-limit") == [told + "; first frame 65"])
  }

  @Test func flowsOfManyStreamsAreCountedTogether() throws {
    var capture = Raw()
    for number in 0..<1200 {
      let body = session("10.1.0.\(number % 200)", from: 10_000 + number, lines: 1)
      capture.send(Said(callID: "call-\(number)", body: body).request("INVITE"))
      for port in 0..<64 { capture.packet(from: 20_000 + port, to: 10_000 + number, at: number % 200) }
    }
    let told = lines(try survey(capture), "media-limit")
    #expect(told.count == 1)
    #expect(told.first?.hasPrefix("1664 packets are not counted: 65536 pairs of endpoints are") == true, "\(told)")
  }
}
