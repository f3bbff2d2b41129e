import Diagnostics
import Dialog
import SDP
import SIP
package import Wire

extension Ladder {
  /// A message.
  package struct Arrow: Encodable, Sendable {
    /// What a message is, by its first line (RFC 3261 sections 7.1 and 7.2).
    package enum Sort: String, CaseIterable, Encodable, Sendable {
      case request, provisional, success, redirection, failure
    }

    package let crossing: Crossing
    package let transport: Transport
    /// The frames of its repetitions, which have no arrow of their own.
    package let retransmissions: [FrameNumber]
    package let sort: Sort
    /// How a person names it: `INVITE`, `180 Ringing`.
    package let title: String
    /// The method of the request that a response answers.
    package let answers: String?
    /// The method of a request.
    package let method: String?
    /// The code of a response.
    package let status: String?
    package let cseq: String?
    /// The m= lines: `audio 192.0.2.10:6000, video 192.0.2.10:6002 sendonly`.
    package let session: String?
    /// The whole message; values of credentials are blotted out.
    package let text: String

    init(_ captured: CapturedMessage, _ crossing: Crossing) {
      self.crossing = crossing
      transport = captured.transport
      retransmissions = captured.retransmissions
      text = captured.text
      let message = captured.parsed
      title = message?.title ?? ""
      cseq = message?.cseq.map { String($0.number) }
      session = message?.session.flatMap(Self.summary)
      switch message?.startLine {
      case .request(let method, _, _):
        sort = .request
        self.method = message?.bytes.text(method)
        (answers, status) = (nil, nil)
      case .status(_, let code, _):
        let status = message?.bytes.text(code) ?? ""
        sort = Sort(status: status)
        method = nil
        answers = message?.cseq.flatMap { message?.bytes.text($0.method) }
        self.status = status
      case nil:
        sort = .failure
        (method, answers, status) = (nil, nil, nil)
      }
    }

    /// Nil for a session without media.
    private static func summary(of session: SessionDescription) -> String? {
      session.media.isEmpty
        ? nil
        : session.media.map { media in
          let kind = session.bytes.text(media.kind)
          guard media.portNumber != 0 else { return "\(kind) refused" }
          let address = session.connection(for: media).map { session.bytes.text($0.address) } ?? ""
          let host = address.contains(":") ? "[\(address)]" : address
          let direction = media.direction == .sendrecv ? "" : " \(media.direction.rawValue)"
          return "\(kind) \(host):\(session.bytes.text(media.port))\(direction)"
        }.joined(separator: ", ")
    }
  }
}

extension Ladder.Arrow.Sort {
  fileprivate init(status: String) {
    switch status.first {
    case "1": self = .provisional
    case "2": self = .success
    case "3": self = .redirection
    default: self = .failure
    }
  }
}

extension CapturedMessage {
  /// Its lines as a person can read them: of other control characters than line ends only their numbers.
  fileprivate var text: String {
    var text = ""
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if !text.isEmpty || line.startIndex > 0 { text += "\n" }
      text += String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self).printable
    }
    return text
  }
}
