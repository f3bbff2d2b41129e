package import SIP

/// The name of a slot: a part of a message that a rule can speak of, such as `from.tag`, `via[1].hostport`,
/// `sdp.audio.port` or `header.X-Lab-Trace`.
///
/// The grammar is `part[occurrence].detail`. Without an occurrence every one of its kind is meant.
package struct SlotPath: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case requestURI
    case header(HeaderName)
    case origin, connection
    /// An m= line of this kind; nil for any kind.
    case media(String?)
    case attribute(String)
  }

  package enum Detail: Hashable, Sendable {
    /// The value of a header, or of an SDP line.
    case value
    case display, uri, user, host, port, hostport
    case tag
    case transport, branch
    case parameter(String)
    case number, method
    case response
    case address, addressType
    case id, version
  }

  package let name: String
  package let part: Part
  /// Which one, counted from 1; nil for all of them.
  package let occurrence: Int?
  package let detail: Detail

  /// How much the name pins down: part, occurrence and detail count one each.
  package var specificity: Int { 1 + (occurrence == nil ? 0 : 1) + (detail == .value ? 0 : 1) }

  /// Whether the slot is a parameter, which `param` replaces together with its semicolon.
  package var isParameter: Bool {
    switch detail {
    case .tag, .branch, .parameter: true
    default: false
    }
  }

  /// Whether the slot is all of a header or of an SDP line, which `line` and `drop` act on.
  package var isLine: Bool { detail == .value && part != .requestURI }
}

extension SlotPath {
  /// The headers whose values are addresses (RFC 3261 section 20.10, `name-addr`).
  static let addressHeaders: Set<HeaderName> = [
    "from", "to", "contact", "route", "record-route", "path", "service-route", "refer-to", "referred-by", "reply-to",
    "diversion", "history-info", "p-asserted-identity", "p-preferred-identity", "p-called-party-id",
    "p-associated-uri", "remote-party-id",
  ]

  /// The headers that can be named without `header.` in front.
  static let plainHeaders: Set<HeaderName> = [
    "call-id", "max-forwards", "content-length", "content-type", "authorization", "proxy-authorization",
    "www-authenticate", "proxy-authenticate", "user-agent", "server", "subject", "expires", "min-se",
    "session-expires", "rack", "rseq", "replaces", "event", "allow", "supported", "require", "date", "warning",
  ]

  /// The headers that hold a scheme and parameters between commas (RFC 3261 section 20.27).
  static let authenticationHeaders: Set<HeaderName> = [
    "www-authenticate", "proxy-authenticate", "authorization", "proxy-authorization",
  ]

  private static let addressDetails: [String: Detail] = [
    "display": .display, "uri": .uri, "user": .user, "host": .host, "port": .port, "hostport": .hostport, "tag": .tag,
  ]
  private static let uriDetails: [String: Detail] = [
    "user": .user, "host": .host, "port": .port, "hostport": .hostport,
  ]
  private static let viaDetails: [String: Detail] = [
    "transport": .transport, "host": .host, "port": .port, "hostport": .hostport, "branch": .branch,
  ]
  private static let cseqDetails: [String: Detail] = ["number": .number, "method": .method]
  /// RFC 3262 section 7.2.
  private static let rackDetails: [String: Detail] = [
    "response": .response, "number": .number, "method": .method,
  ]
  private static let originDetails: [String: Detail] = [
    "user": .user, "id": .id, "version": .version, "address": .address, "type": .addressType,
  ]
  private static let connectionDetails: [String: Detail] = ["address": .address, "type": .addressType]
  private static let mediaDetails: [String: Detail] = ["port": .port]
  private static let mediaKinds = ["audio", "video", "image", "application", "message", "text"]

  /// Whether parameters (`.param.NAME`) stand in this part.
  private static func details(of part: Part) -> (named: [String: Detail], hasParameters: Bool) {
    switch part {
    case .requestURI: (uriDetails, true)
    case .header("via"): (viaDetails, true)
    case .header("cseq"): (cseqDetails, false)
    case .header("rack"): (rackDetails, false)
    case .header(let name) where addressHeaders.contains(name): (addressDetails, true)
    case .header(let name) where authenticationHeaders.contains(name): ([:], true)
    case .header, .attribute: ([:], false)
    case .origin: (originDetails, false)
    case .connection: (connectionDetails, false)
    case .media: (mediaDetails, false)
    }
  }

  /// Every part that can be named, with its name.
  private static var parts: [String: Part] {
    var parts: [String: Part] = [
      "request-uri": .requestURI, "sdp.origin": .origin, "sdp.connection": .connection, "sdp.media": .media(nil),
    ]
    for header in addressHeaders.union(plainHeaders).union(["via", "cseq"]) { parts[header.text] = .header(header) }
    for kind in mediaKinds { parts["sdp.\(kind)"] = .media(kind) }
    return parts
  }

  /// Every slot that has a name of its own, sorted; `header.NAME`, `sdp.attribute.NAME` and `.param.NAME` come on top.
  package static let known: [String] = parts.flatMap { name, part in
    [name] + details(of: part).named.keys.map { "\(name).\($0)" }
  }.sorted()

  /// The slot that `name` means.
  ///
  /// - Returns: the slot, or what is wrong with the name.
  package static func parse(_ name: String) -> Result<SlotPath, Misnomer> {
    var text = name
    var occurrence: Int?
    if let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") {
      guard let number = Int(text[text.index(after: open)..<close]), number > 0 else {
        return .failure(Misnomer("the number in brackets counts from 1: '\(name)'"))
      }
      occurrence = number
      text.removeSubrange(open...close)
    }
    func slot(_ part: Part, _ detail: Detail) -> Result<SlotPath, Misnomer> {
      .success(SlotPath(name: name, part: part, occurrence: occurrence, detail: detail))
    }
    for (prefix, make) in [("header.", headerPart), ("sdp.attribute.", Part.attribute)] where text.hasPrefix(prefix) {
      let rest = String(text.dropFirst(prefix.count))
      guard !rest.isEmpty else { return .failure(Misnomer("'\(name)' names no header")) }
      return slot(make(rest), .value)
    }
    let words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let length = text.hasPrefix("sdp.") ? 2 : 1
    let head = words.prefix(length).joined(separator: ".")
    let rest = words.dropFirst(length)
    guard let part = parts[head] else { return .failure(unknown(text)) }
    let allowed = details(of: part)
    if rest.isEmpty { return slot(part, .value) }
    if rest.count == 1, let word = rest.first, let detail = allowed.named[word] { return slot(part, detail) }
    // The name of a parameter may hold full stops itself: `+sip.instance`.
    let parameter = rest.dropFirst().joined(separator: ".")
    if allowed.hasParameters, rest.first == "param", !parameter.isEmpty {
      return slot(part, .parameter(parameter.lowercased()))
    }
    return .failure(unknown(text))
  }

  private static func headerPart(_ name: String) -> Part { .header(HeaderName(name)) }

  private static func unknown(_ text: String) -> Misnomer {
    Misnomer("unknown slot '\(text)'", candidates: known)
  }
}
