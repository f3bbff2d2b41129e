import Dialog
import SDP
import SIP
import Wire

/// A part of a message in which names may stand.
struct TextArea {
  let range: ByteRange
  /// Whether the protocol gives its words a meaning: only what is long is taken for a name there.
  var isStructural = false
  /// Whether all of it is a name.
  var isName = false
}

extension Message {
  /// Where names may stand, in order.
  var textAreas: [TextArea] {
    var areas: [TextArea] = []
    switch startLine {
    case .request(_, let uri, _): areas.append(TextArea(range: uri))
    case .status(_, _, let reason): areas.append(TextArea(range: reason))
    }
    areas += headers.map {
      TextArea(range: $0.value, isStructural: TextArea.structuralHeaders.contains($0.canonical))
    }
    guard !body.isEmpty else { return areas }
    guard let session, let first = session.lines.first, let last = session.lines.last,
      body.lowerBound <= first.whole.lowerBound, last.whole.upperBound <= body.upperBound
    else { return areas + [TextArea(range: body)] }
    areas.append(TextArea(range: body.lowerBound..<first.whole.lowerBound))
    areas += session.lines.map { TextArea($0, in: bytes) }
    areas.append(TextArea(range: last.whole.upperBound..<body.upperBound))
    return areas
  }
}

extension TextArea {
  /// Headers whose words are the protocol's own.
  fileprivate static let structuralHeaders: Set<HeaderName> = [
    "accept", "accept-encoding", "accept-language", "allow", "allow-events", "authorization", "content-disposition",
    "content-encoding", "content-language", "content-length", "content-type", "cseq", "date", "event", "expires",
    "max-forwards", "mime-version", "min-expires", "min-se", "priority", "privacy", "proxy-authorization",
    "proxy-require", "rack", "reason", "require", "retry-after", "rseq", "session-expires", "subscription-state",
    "supported", "timestamp", "unsupported",
  ]

  /// Attributes whose words are the protocol's own.
  private static let structuralAttributes: Set<String> = [
    "candidate", "conf", "crypto", "curr", "des", "direction", "extmap", "fmtp", "framerate", "group", "inactive",
    "maxptime", "mid", "msid-semantic", "ptime", "recvonly", "rtcp", "rtcp-fb", "rtcp-mux", "rtpmap", "sendonly",
    "sendrecv", "setup", "silencesupp", "t38faxversion", "t38maxbitrate", "t38faxratemanagement", "t38faxmaxbuffer",
    "t38faxmaxdatagram", "t38faxudpec", "t38faxfillbitremoval", "t38faxtranscodingmmr", "t38faxtranscodingjbig",
  ]

  /// A line of SDP.
  fileprivate init(_ line: Line, in bytes: [UInt8]) {
    switch line.type {
    case UInt8(ascii: "s"), UInt8(ascii: "i"): self.init(range: line.value, isName: true)
    case UInt8(ascii: "e"), UInt8(ascii: "p"), UInt8(ascii: "u"): self.init(range: line.value)
    case UInt8(ascii: "a"):
      let end = bytes.offset(of: .colon, in: line.value) ?? line.value.upperBound
      let name = bytes.text(line.value.lowerBound..<end).lowercased()
      self.init(
        range: end..<line.value.upperBound,
        isStructural: Self.structuralAttributes.contains(name)
      )
    default: self.init(range: line.value, isStructural: true)
    }
  }
}
