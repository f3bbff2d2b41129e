import SIP

/// Every slot that there is: the parts of a message, and the details of each.
///
/// The loader, the documentation and the JSON Schema read the same tables.
package enum SlotTable {
  /// What can stand behind the name of a part.
  struct Details {
    /// The details with a name of their own.
    var named: [String: SlotPath.Detail] = [:]
    /// The families whose members have names of the user's own: `param` in `param.NAME`.
    var families: [Family] = []

    /// The detail that `words` name; the value itself when they are empty.
    func detail(_ words: String) -> SlotPath.Detail? {
      if words.isEmpty { return .value }
      if let detail = named[words] { return detail }
      for family in families {
        if words.hasPrefix(family.rawValue + ".") {
          return family.detail(String(words.dropFirst(family.rawValue.count + 1)))
        }
      }
      return nil
    }
  }

  enum Family: String {
    case param
    case uriParam = "uri-param"
    case uriHeader = "uri-header"
    case attribute, line

    func detail(_ name: String) -> SlotPath.Detail? {
      guard !name.isEmpty else { return nil }
      switch self {
      case .param: return .parameter(name.lowercased())
      case .uriParam: return .uriParameter(name.lowercased())
      case .uriHeader: return .uriHeader(name.lowercased())
      case .attribute: return .attribute(name.lowercased())
      case .line: return SlotTable.lineType(name).map { .line($0) }
      }
    }
  }

  /// The headers whose values are addresses (RFC 3261 section 20.10, `name-addr`).
  static let addressHeaders: Set<HeaderName> = [
    "from", "to", "contact", "route", "record-route", "path", "service-route", "refer-to", "referred-by", "reply-to",
    "diversion", "history-info", "p-asserted-identity", "p-preferred-identity", "p-called-party-id",
    "p-associated-uri", "remote-party-id",
  ]

  /// The headers that can be named without `header.` in front.
  static let plainHeaders: Set<HeaderName> = [
    "call-id", "max-forwards", "content-length", "content-type", "content-disposition", "user-agent", "server",
    "subject", "expires", "min-se", "min-expires", "session-expires", "rseq", "replaces", "event", "allow",
    "allow-events", "subscription-state", "reason", "accept", "supported", "require", "proxy-require", "date",
    "warning", "retry-after", "privacy",
  ]

  /// The headers that hold a scheme and parameters between commas (RFC 3261 section 20.27).
  static let authenticationHeaders: Set<HeaderName> = [
    "www-authenticate", "proxy-authenticate", "authorization", "proxy-authorization",
  ]

  private static let uri: [String: SlotPath.Detail] = [
    "scheme": .scheme, "user": .user, "password": .password, "host": .host, "port": .port, "hostport": .hostport,
    "headers": .uriHeaders,
  ]
  private static let address = uri.merging(["display": .display, "uri": .uri, "tag": .tag]) { $1 }
  private static let via: [String: SlotPath.Detail] = [
    "protocol": .proto, "transport": .transport, "host": .host, "port": .port, "hostport": .hostport,
    "branch": .branch, "received": .parameter("received"), "rport": .parameter("rport"),
  ]
  private static let media: [String: SlotPath.Detail] = [
    "kind": .kind, "port": .port, "proto": .proto, "formats": .formats, "section": .section,
    "connection.address": .address,
  ]
  private static let mediaKinds = ["audio", "video", "image", "application", "message", "text"]

  static func details(of part: SlotPath.Part) -> Details {
    switch part {
    case .requestLine: Details(named: ["method": .method, "version": .version])
    case .statusLine: Details(named: ["version": .version, "code": .code, "reason": .reason])
    case .requestURI: Details(named: uri, families: [.param, .uriHeader])
    case .header("via"): Details(named: via, families: [.param])
    case .header("cseq"): Details(named: ["number": .number, "method": .method])
    // RFC 3262 section 7.2.
    case .header("rack"): Details(named: ["response": .response, "number": .number, "method": .method])
    case .header(let name) where authenticationHeaders.contains(name): Details(families: [.param])
    case .header(let name) where plainHeaders.contains(name): Details(named: ["main": .main], families: [.param])
    // What is not known may hold an address as well.
    case .header(let name):
      Details(
        named: addressHeaders.contains(name) ? address : address.merging(["main": .main]) { $1 },
        families: [.param, .uriParam, .uriHeader]
      )
    case .origin:
      Details(named: [
        "user": .user, "id": .id, "version": .version, "net": .netType, "type": .addressType, "address": .address,
      ])
    case .connection: Details(named: ["net": .netType, "type": .addressType, "address": .address])
    case .media: Details(named: media, families: [.attribute, .line])
    case .attribute, .line, .body: Details()
    }
  }

  /// Every part that has a name of its own.
  static let parts: [String: SlotPath.Part] = {
    var parts: [String: SlotPath.Part] = [
      "request-line": .requestLine, "request-uri": .requestURI, "status-line": .statusLine, "body": .body(nil),
      "sdp.origin": .origin, "sdp.connection": .connection, "sdp.media": .media(nil),
      "sdp.session-name": .line(UInt8(ascii: "s")), "sdp.information": .line(UInt8(ascii: "i")),
      "sdp.bandwidth": .line(UInt8(ascii: "b")), "sdp.time": .line(UInt8(ascii: "t")),
    ]
    let headers = addressHeaders.union(plainHeaders).union(authenticationHeaders).union(["via", "cseq", "rack"])
    for header in headers { parts[header.text] = .header(header) }
    for kind in mediaKinds { parts["sdp.\(kind)"] = .media(kind) }
    return parts
  }()

  /// Every slot that has a name of its own, sorted; those with names of the user's come on top.
  package static let known: [String] = parts.flatMap { name, part in
    [name] + details(of: part).named.keys.map { "\(name).\($0)" }
  }.sorted()

  /// What may have been meant by a wrong detail of `part`.
  static func candidates(for part: SlotPath.Part, named text: String) -> [String] {
    guard case .header = part, text.hasPrefix("header.") else { return known }
    return known.map { "header." + $0 } + known
  }

  /// The letter of an SDP line; nil when `name` is none.
  static func lineType(_ name: String) -> UInt8? {
    let bytes = Array(name.utf8)
    guard bytes.count == 1, let type = bytes.first, (0x61...0x7A).contains(type | 0x20) else { return nil }
    return type
  }

  /// The part that `text` begins with, and the words behind it; nil when there is no such part.
  static func part(of text: String) -> (part: SlotPath.Part, rest: String)? {
    for (prefix, make) in open where text.hasPrefix(prefix) {
      let name = String(text.dropFirst(prefix.count))
      guard !name.isEmpty else { return nil }
      return make(name)
    }
    let words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let length = text.hasPrefix("sdp.") ? 2 : 1
    guard let part = parts[words.prefix(length).joined(separator: ".")] else { return nil }
    // A detail with an empty name is none: `from.`.
    if words.count > length, words[length].isEmpty { return nil }
    return (part, words.dropFirst(length).joined(separator: "."))
  }

  /// The parts whose names are the user's own.
  private static let open: [(String, @Sendable (String) -> (SlotPath.Part, String)?)] = [
    ("header.", header), ("sdp.attribute.", { (.attribute($0.lowercased()), "") }),
    ("sdp.line.", { name in lineType(name).map { (.line($0), "") } }),
    ("body.", { $0.contains("/") ? (.body($0.lowercased()), "") : nil }),
  ]

  /// A header's name may hold full stops itself: what no detail stands behind is all name.
  @Sendable private static func header(_ text: String) -> (SlotPath.Part, String)? {
    let words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    for length in 1..<max(1, words.count) {
      let part = SlotPath.Part.header(HeaderName(words.prefix(length).joined(separator: ".")))
      let rest = words.dropFirst(length).joined(separator: ".")
      if !rest.isEmpty, details(of: part).detail(rest) != nil { return (part, rest) }
    }
    return (.header(HeaderName(text)), "")
  }
}
