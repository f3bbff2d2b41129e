import SIP
import Wire

/// Writes a request that the capture does not hold, and its answer, out of the INVITE that began the dialog.
///
/// Only what a request inside the dialog must have is taken over (RFC 3261 section 12.2.1.1); its values are renewed by
/// the rules like those of any captured message.
struct MadeMessage {
  private let invite: Message
  private let answered: Message

  init(from invite: Message, answer answered: Message) {
    self.invite = invite
    self.answered = answered
  }

  func request(_ method: String, cseq: Int) -> [UInt8] {
    let target = answered.contacts.first.map { answered.bytes[$0.uri.whole] }
    guard case .request(_, let uri, _) = invite.startLine else { return [] }
    var text = Array("\(method) ".utf8) + (target ?? invite.bytes[uri]) + Array(" SIP/2.0\r\n".utf8)
    for name in ["via", "max-forwards", "from"] as [HeaderName] { append(name, of: invite, to: &text) }
    append("to", of: answered, to: &text)
    append("call-id", of: invite, to: &text)
    text += Array("CSeq: \(cseq) \(method)\r\n".utf8)
    append("user-agent", of: invite, to: &text)
    return text + Array("Content-Length: 0\r\n\r\n".utf8)
  }

  func answer(_ method: String, cseq: Int) -> [UInt8] {
    var text = Array("SIP/2.0 200 OK\r\n".utf8)
    for name in ["via", "from", "to", "call-id"] as [HeaderName] { append(name, of: answered, to: &text) }
    return text + Array("CSeq: \(cseq) \(method)\r\nContent-Length: 0\r\n\r\n".utf8)
  }

  private func append(_ name: HeaderName, of message: Message, to text: inout [UInt8]) {
    guard let header = message.first(name) else { return }
    text += message.bytes[header.name] + Array(": ".utf8) + message.bytes[header.value] + Array("\r\n".utf8)
  }
}
