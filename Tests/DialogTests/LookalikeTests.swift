import Diagnostics
import Dialog
import SIP
import Testing
import Wire

/// What looks like SIP and is none, and what stands between the messages of a SIP port.
@Suite struct LookalikeTests {
  private static let headers = [
    "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1", "From: <sip:a@h>;tag=1", "To: <sip:b@h>", "Call-ID: 1",
    "CSeq: 1 OPTIONS",
  ]

  private static func options(_ headers: [String], end: String = "\r\n\r\n") -> String {
    (["OPTIONS sip:b@h SIP/2.0"] + headers).joined(separator: "\r\n") + end
  }

  @Test(
    "what begins like a message and lacks what makes it one is told, and is no call",
    arguments: [
      ("INVITE sip:bob@example.com SIP/2.0\r\n", "no Via, no Call-ID, no CSeq"),
      (
        "INVITE sip:bob@example.com SIP/2.0\r\nis the first line of the message that the proxy refuses\r\n\r\n",
        "no Via"
      ),
      ("SIP/2.0 200 OK\r\n", "no Via, no Call-ID, no CSeq"), ("SIP/2.0 200 OK", "no Via, no Call-ID, no CSeq"),
      (
        "SIP/2.0 404 Not Found\r\nServer: Apache\r\nContent-Type: text/html\r\n\r\n<html>",
        "no Via, no Call-ID, no CSeq"
      ),
      (options(["Call-ID: 1"]), "no Via, no CSeq"), (options(["Via: SIP/2.0/UDP h", "Call-ID: 1"]), "no CSeq"),
      (options(["Via: SIP/2.0/UDP h", "CSeq: 1 OPTIONS"]), "no Call-ID"),
      (options(["Via: SIP/2.0/UDP h", "Call-ID: ", "CSeq: 1 OPTIONS"]), "no Call-ID"),
      (options(["Call-ID: 1", "CSeq: 1 OPTIONS"]), "no Via"),
      // The headers are in what would be the body.
      (options([], end: "\r\n\r\n") + headers.joined(separator: "\r\n"), "no Via, no Call-ID, no CSeq"),
    ]
  )
  func incomplete(_ text: String, _ lacks: String) {
    for isStream in [false, true] {
      let tape = Tape()
      if isStream { tape.write(text) } else { tape.send(text) }
      let recording = tape.finish()
      #expect(recording.summaries.isEmpty, "\(text)")
      // A stream ends before a start line whose line end did not come.
      if !isStream || text.contains("\n") {
        let told = recording.findings.all.first { $0.code == "incomplete-message" }
        #expect(told?.message.contains("has \(lacks)") == true, "\(recording.findings.all)")
        #expect(told?.location?.frame == 1)
      }
    }
  }

  @Test(
    "other protocols are none of it, on the port of SIP too",
    arguments: [
      "HTTP/1.1 200 OK\r\nVia: SIP/2.0/UDP h\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n",
      "OPTIONS rtsp://h/movie RTSP/1.0\r\nCSeq: 1\r\nVia: x\r\nCall-ID: 1\r\n\r\n",
      "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n",
      "MSRP a786hjs2 SEND\r\nTo-Path: msrp://h:7654/jshA7weztas;tcp\r\n\r\n-------a786hjs2$\r\n",
      "MSRP a786hjs2 200 OK\r\n\r\n", "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n",
      "M-SEARCH * HTTP/1.1\r\nMAN: \"ssdp:discover\"\r\n\r\n",
      "<134>1 proxy: INVITE sip:b@h SIP/2.0 from 192.0.2.1\r\n",
      "GET sip:b@h HTTP/1.1\r\n\r\n", "INVITE sip:b@h SIP/2.0 is what the caller sends first\r\n",
      "SIP/2.0 is the version\r\n", "{\"msg\": \"INVITE sip:b@h SIP/2.0\"}\r\n", "jaK\0", "\r\n\r\n", "\r\n", "\0",
    ]
  )
  func others(_ text: String) {
    let tape = Tape()
    tape.send(text)
    tape.write(text)
    let recording = tape.finish()
    #expect(recording.summaries.isEmpty && recording.findings.all.isEmpty, "\(recording.findings.all)")
  }

  /// RFC 5389 and RFC 5626: a STUN request and its answer, line ends, RTP, RTCP, DTLS, zeros of a NAT's keep-alive.
  private static let between: [[UInt8]] = [
    [0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xA4, 0x42] + Array(repeating: 0x49, count: 12),
    [0x01, 0x01, 0x00, 0x08, 0x21, 0x12, 0xA4, 0x42] + Array(repeating: 0x53, count: 20), [0x0D, 0x0A, 0x0D, 0x0A],
    [0x0D, 0x0A], [0x00], [0x00, 0x00, 0x00, 0x00], [0x80, 0x00] + Array(repeating: 0x49, count: 170),
    [0x80, 0xC8, 0x00, 0x06] + Array(repeating: 0, count: 24), [22, 0xFE, 0xFD] + Array(repeating: 0, count: 10), [],
  ]

  @Test("what stands between the messages of a port changes nothing", arguments: [nil, 5060] as [UInt16?])
  func between(_ port: UInt16?) throws {
    let messages = [
      Talk.request("INVITE", body: Talk.sdp("192.0.2.10", 30_000)),
      Talk.request("ACK", branch: "z9hG4bK-2", to: Talk.answered),
      Talk.request("BYE", cseq: 2, branch: "z9hG4bK-3", to: Talk.answered),
    ]
    let tape = Tape(sipPort: port)
    for message in messages {
      for noise in Self.between { tape.send(noise) }
      tape.send(message)
    }
    let recording = tape.finish()
    #expect(recording.findings.all.isEmpty, "\(recording.findings.all)")
    #expect(recording.calls.map { $0.timeline.map { $0.parsed?.method } } == [["INVITE", "ACK", "BYE"]])
  }

  @Test("any port, any method, compact headers, blank lines in front")
  func unusual() throws {
    let tape = Tape()
    let text = ["x-Frob! urn:x:y SIP/2.0", "v: SIP/2.0/UDP h", "i: 1", "cseq : 1 x-Frob!", "", ""]
    tape.send("\r\n\r\n" + text.joined(separator: "\r\n"), from: "192.0.2.1:7", to: "192.0.2.2:65535")
    let recording = tape.finish()
    #expect(recording.summaries.map(\.callID) == ["1"])
    #expect(!recording.findings.all.contains { $0.code == "incomplete-message" })
  }

  /// A snap length cuts datagrams, the end of a capture cuts streams: what is there of the headers must do.
  @Test("a message that was cut off behind its Call-ID counts")
  func cutOff() {
    let start = "OPTIONS sip:b@h SIP/2.0\r\nCall-ID: 1\r\nVia: SIP/2.0/UD"
    let datagram = Tape()
    datagram.send(Array(start.utf8), missing: 300)
    #expect(datagram.finish().summaries.map(\.callID) == ["1"])
    let stream = Tape()
    stream.write(start)
    #expect(stream.finish().summaries.map(\.callID) == ["1"])
    let whole = Tape()
    whole.send(start)
    #expect(whole.finish().summaries.isEmpty)
  }
}
