/// What peers say that do not behave as the captured ones did.
struct OddPeer {
  let port: UInt16
  let other: UInt16
  /// The names of its headers: long, or in their compact form (RFC 3261 section 7.3.3).
  let isCompact: Bool

  private func name(_ long: String, _ short: String) -> String { isCompact ? short : long }

  private var session: String {
    """
    v=0
    o=peer 1 1 IN IP4 127.0.0.1
    s=-
    c=IN IP4 127.0.0.1
    t=0 0
    m=audio \(port + 4) RTP/AVP 8
    a=rtpmap:8 PCMA/8000

    """
  }

  /// The body of a message with what describes it; lines count two bytes more on the wire than here.
  private func body(_ text: String) -> String {
    let length = text.utf8.count + text.utf8.count { $0 == 10 }
    let type = text.isEmpty ? "" : "\(name("Content-Type", "c")): application/sdp\n"
    return "\(type)\(name("Content-Length", "l")): \(length)\n\n\(text)"
  }

  func request(_ method: String, cseq: Int, to: String = "") -> String {
    """
    \(method) sip:bob@127.0.0.1:\(other) SIP/2.0
    \(name("Via", "v")): SIP/2.0/UDP 127.0.0.1:\(port);branch=z9hG4bK-\(method)-\(cseq)
    \(name("From", "f")): "Somebody Else" <sip:else@127.0.0.1:\(port)>;tag=peer
    \(to.isEmpty ? "\(name("To", "t")): <sip:bob@127.0.0.1:\(other)>\n" : to)\(name("Call-ID", "i")): odd-\(port)
    CSeq: \(cseq) \(method)
    \(name("Contact", "m")): <sip:else@127.0.0.1:\(port)>
    Max-Forwards: 70

    """ + body(method == "INVITE" ? session : "")
  }

  /// An answer to `request`, which adds a tag unless the request has one.
  func answer(_ status: Int, _ reason: String, to request: String, hasSession: Bool = false) -> String {
    let to = request.lines("To", "t").dropLast()
    let tag = status == 100 || to.contains(";tag=") ? "" : ";tag=odd"
    // In its own way of writing them, which may be another than the request's.
    func line(_ long: String, _ short: String) -> String {
      let value = request.lines(long, short).drop { $0 != ":" }
      return name(long, short) + value
    }
    return "SIP/2.0 \(status) \(reason)\n" + line("Via", "v") + line("From", "f") + line("To", "t").dropLast() + tag
      + "\n"
      + line("Call-ID", "i") + request.lines("CSeq")
      + "\(name("Contact", "m")): \"Somebody Else\" <sip:else@127.0.0.1:\(port)>\n" + body(hasSession ? session : "")
  }
}
