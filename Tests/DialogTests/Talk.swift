/// The words of a call between Alice and Bob.
enum Talk {
  static func request(
    _ method: String,
    cseq: Int = 1,
    branch: String? = "z9hG4bK-1",
    callID: String = "call-1",
    via: String = "192.0.2.10:5060",
    from: String = "<sip:alice@example.com>;tag=a",
    to: String = "<sip:bob@example.com>",
    uri: String = "sip:bob@example.com",
    headers: [String] = [],
    body: String = ""
  ) -> String {
    let branch = branch.map { ";branch=" + $0 } ?? ""
    let head = [
      "\(method) \(uri) SIP/2.0", "Via: SIP/2.0/UDP \(via)\(branch)", "From: \(from)", "To: \(to)",
      "Call-ID: \(callID)",
      "CSeq: \(cseq) \(method)",
    ]
    return text(head + headers, body)
  }

  static func response(
    _ status: Int,
    to method: String = "INVITE",
    cseq: Int = 1,
    branch: String? = "z9hG4bK-1",
    callID: String = "call-1",
    via: String = "192.0.2.10:5060",
    from: String = "<sip:alice@example.com>;tag=a",
    toParty: String = "<sip:bob@example.com>;tag=b",
    headers: [String] = [],
    body: String = ""
  ) -> String {
    let branch = branch.map { ";branch=" + $0 } ?? ""
    let head = [
      "SIP/2.0 \(status) Word", "Via: SIP/2.0/UDP \(via)\(branch)", "From: \(from)", "To: \(toParty)",
      "Call-ID: \(callID)",
      "CSeq: \(cseq) \(method)",
    ]
    return text(head + headers, body)
  }

  static let answered = "<sip:bob@example.com>;tag=b"

  /// An SDP that asks for media at `address:port`, one m= line a kind.
  static func sdp(_ address: String, _ port: Int, kinds: [String] = ["audio"], direction: String = "sendrecv") -> String
  {
    let family = address.contains(":") ? "IP6" : "IP4"
    let media = kinds.enumerated().map {
      "m=\($1) \(port + 2 * $0) RTP/AVP 0 96\r\na=rtpmap:96 opus/48000/2\r\na=\(direction)\r\n"
    }
    return "v=0\r\no=- 1 1 IN \(family) \(address)\r\ns=-\r\nc=IN \(family) \(address)\r\nt=0 0\r\n" + media.joined()
  }

  private static func text(_ head: [String], _ body: String) -> String {
    let type = body.isEmpty ? [] : ["Content-Type: application/sdp"]
    return (head + type + ["Content-Length: \(body.utf8.count)", "", body]).joined(separator: "\r\n")
  }
}

extension Tape {
  /// INVITE, 200 and ACK, with media at 192.0.2.10:30000 and 198.51.100.20:40000 unless said otherwise.
  func establish(
    callerMedia: String = Talk.sdp("192.0.2.10", 30_000),
    calleeMedia: String = Talk.sdp("198.51.100.20", 40_000)
  ) {
    send(Talk.request("INVITE", body: callerMedia))
    answer(Talk.response(200, body: calleeMedia))
    send(Talk.request("ACK", branch: "z9hG4bK-2", to: Talk.answered))
  }

  /// BYE and 200, from Alice.
  func hangUp() {
    send(Talk.request("BYE", cseq: 2, branch: "z9hG4bK-3", to: Talk.answered))
    answer(Talk.response(200, to: "BYE", cseq: 2, branch: "z9hG4bK-3"))
  }
}
