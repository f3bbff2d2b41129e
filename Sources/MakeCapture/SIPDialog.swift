/// The SIP messages of a call that is answered, and ended by the caller (RFC 3261, an example of which is section 24.2).
struct SIPDialog {
  private let caller: Party
  private let callee: Party
  private let callID: String
  private let callerTag: String
  private let calleeTag: String
  private let branches: (invite: String, acknowledgement: String, bye: String)

  init(caller: Party, callee: Party, callID: String?, dice: inout SplitMix64) {
    self.caller = caller
    self.callee = callee
    let ownCallID = dice.word() + dice.word() + "@" + caller.host
    self.callID = callID ?? ownCallID
    callerTag = dice.word()
    calleeTag = dice.word()
    branches = (dice.word(), dice.word(), dice.word())
  }

  /// Appends `message` as it stands on the wire.
  func write(_ message: SIPMessage, to bytes: inout [UInt8]) {
    let target = "sip:" + callee.user + "@" + callee.hostPort
    if let status = message.status {
      bytes.append(line: "SIP/2.0 ", status)
    } else {
      bytes.append(line: message.method, " ", target, " SIP/2.0")
    }
    bytes.append(line: "Via: SIP/2.0/UDP ", caller.hostPort, ";branch=z9hG4bK", branch(of: message))
    if message.status == nil { bytes.append(line: "Max-Forwards: 70") }
    bytes.append(line: "From: <sip:", caller.user, "@", caller.host, ">;tag=", callerTag)
    let tag = message == .invite || message == .trying ? "" : ";tag=" + calleeTag
    bytes.append(line: "To: <sip:", callee.user, "@", callee.host, ">", tag)
    bytes.append(line: "Call-ID: ", callID)
    bytes.append(line: "CSeq: ", message.sequenceNumber, " ", message.method)
    switch message {
    case .invite, .acknowledge: bytes.append(line: "Contact: <sip:", caller.user, "@", caller.hostPort, ">")
    case .ringing, .answer: bytes.append(line: "Contact: <", target, ">")
    case .trying, .bye, .byeAnswer: break
    }
    bytes.append(line: message.status == nil ? "User-Agent: MakeCapture" : "Server: MakeCapture")
    switch message {
    case .invite: appendOffer(of: caller, to: &bytes)
    case .answer: appendOffer(of: callee, to: &bytes)
    case .trying, .ringing, .acknowledge, .bye, .byeAnswer: bytes.append(line: "Content-Length: 0\r\n")
    }
  }

  private func branch(of message: SIPMessage) -> String {
    switch message {
    case .invite, .trying, .ringing, .answer: branches.invite
    case .acknowledge: branches.acknowledgement
    case .bye, .byeAnswer: branches.bye
    }
  }

  /// Appends the last headers and the session description (RFC 8866) of what `party` can do.
  private func appendOffer(of party: Party, to bytes: inout [UInt8]) {
    var body: [UInt8] = []
    body.append(line: "v=0")
    body.append(line: "o=- 1 1 IN IP4 ", party.host)
    body.append(line: "s=-")
    body.append(line: "c=IN IP4 ", party.host)
    body.append(line: "t=0 0")
    body.append(line: "m=audio ", String(party.media.port), " RTP/AVP 0 101")
    body.append(line: "a=rtpmap:0 PCMU/8000")
    body.append(line: "a=rtpmap:101 telephone-event/8000")
    body.append(line: "a=fmtp:101 0-15")
    body.append(line: "a=ptime:20")
    body.append(line: "a=sendrecv")
    bytes.append(line: "Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, UPDATE")
    bytes.append(line: "Content-Type: application/sdp")
    bytes.append(line: "Content-Length: ", String(body.count), "\r\n")
    bytes.append(contentsOf: body)
  }
}
