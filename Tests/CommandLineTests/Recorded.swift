/// A capture made of datagrams: pcap, raw IPv4 (link type 101), without checksums.
struct Recorded {
  private(set) var bytes: [UInt8] =
    little(0xA1B2_C3D4, 4) + little(2, 2) + little(4, 2) + little(0, 8) + little(262_144, 4) + little(101, 4)
  private var milliseconds = 0

  /// The next datagram, 10 ms after the one before; an address is the last byte of 192.0.2.x.
  mutating func send(_ payload: [UInt8], from source: (UInt8, Int), to destination: (UInt8, Int)) {
    milliseconds += 10
    let udp = Self.big(source.1, 2) + Self.big(destination.1, 2) + Self.big(payload.count + 8, 2) + [0, 0] + payload
    let ip =
      [0x45, 0] + Self.big(20 + udp.count, 2) + [
        0, 0, 0x40, 0, 64, 17, 0, 0, 192, 0, 2, source.0, 192, 0, 2, destination.0,
      ]
    let packet = ip + udp
    bytes += Self.little(1_700_000_000, 4) + Self.little(milliseconds * 1000, 4)
    bytes += Self.little(packet.count, 4) + Self.little(packet.count, 4) + packet
  }

  /// A call from 192.0.2.10 to 192.0.2.20 that is answered, and ended by the caller.
  ///
  /// - Parameters:
  ///   - user: who is called, as written in the URIs.
  ///   - caller: who calls.
  ///   - more: headers of the INVITE.
  ///   - challenge: whether the callee asks for credentials first; `caller` is their user name.
  static func call(
    id: String = "call-1",
    to user: String = "bob",
    from caller: String = "alice",
    more: [String] = [],
    challenge: Bool = false
  ) -> Recorded {
    var recorded = Recorded()
    recorded.add(id: id, to: user, from: caller, more: more, challenge: challenge)
    return recorded
  }

  mutating func add(
    id: String,
    to user: String = "bob",
    from caller: String = "alice",
    more: [String] = [],
    challenge: Bool = false
  ) {
    func message(_ start: String, _ cseq: String, branch: String, toTag: String = "", _ more: [String] = []) -> [UInt8]
    {
      let lines = [
        start, "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK\(branch)", "From: <sip:\(caller)@192.0.2.10>;tag=a",
        "To: <sip:\(user)@192.0.2.20>\(toTag)", "Call-ID: \(id)", "CSeq: \(cseq)",
      ]
      return Array((lines + more + ["Content-Length: 0", "", ""]).joined(separator: "\r\n").utf8)
    }
    let uri = "sip:\(user)@192.0.2.20"
    var number = 1
    func request(_ method: String, _ branch: String, tag: String = "", _ more: [String] = []) {
      send(
        message("\(method) \(uri) SIP/2.0", "\(number) \(method)", branch: branch, toTag: tag, more),
        from: (10, 5060),
        to: (20, 5060)
      )
    }
    func response(_ status: String, _ method: String, _ branch: String, _ more: [String] = []) {
      send(
        message("SIP/2.0 \(status)", "\(number) \(method)", branch: branch, toTag: ";tag=b", more),
        from: (20, 5060),
        to: (10, 5060)
      )
    }
    var invite = more
    if challenge {
      request("INVITE", "0", more)
      response("401 Unauthorized", "INVITE", "0", ["WWW-Authenticate: Digest realm=\"r\", nonce=\"n\""])
      request("ACK", "0", tag: ";tag=b")
      number = 2
      invite.append("Authorization: Digest username=\"\(caller)\", realm=\"r\", nonce=\"n\", response=\"5ec7e7\"")
    }
    request("INVITE", "1", invite)
    response("200 OK", "INVITE", "1")
    request("ACK", "2", tag: ";tag=b")
    number += 1
    request("BYE", "3", tag: ";tag=b")
    response("200 OK", "BYE", "3")
  }

  private static func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func big(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * (width - 1 - $0))) }
  }
}
