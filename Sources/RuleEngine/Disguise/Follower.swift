import Wire

/// Finds identities in running text where they stand as whole tokens.
struct Follower {
  /// By the token that an identity begins with, or by its first byte when that begins none; the longest first.
  private var byHead: [[UInt8]: [[UInt8]]] = [:]

  /// What is shorter is only replaced where a rule says that it stands: `1` is anything.
  private static let shortest = 3
  /// The same where the protocol gives words a meaning.
  private static let shortestAmongWords = 7
  /// Words of SIP itself, which a user may well be named.
  private static let words: Set<String> = [
    "sip", "sips", "tel", "udp", "tcp", "tls", "sctp", "ws", "wss", "tag", "branch", "rport", "received", "transport",
    "user", "phone", "method", "maddr", "ttl", "cause", "text", "expires", "purpose", "reason", "privacy", "party",
    "screen", "full", "none", "yes", "counter", "index", "digest", "realm", "nonce", "opaque", "algorithm", "qop",
    "auth",
    "stale", "true", "false", "md5", "invite", "ack", "bye", "cancel", "register", "options", "refer", "notify",
    "subscribe", "message", "info", "update", "prack", "publish", "call-id", "from-tag", "to-tag", "early-only", "http",
    "https", "urn", "uuid", "audio", "video", "image", "application", "in", "ip4", "ip6", "rtp", "avp",
  ]

  init(_ texts: some Sequence<[UInt8]>) {
    for text in texts
    where text.count >= Self.shortest && !Self.words.contains(String(decoding: text, as: UTF8.self).lowercased()) {
      byHead[Self.head(text, at: 0, in: 0..<text.count).map(\.lowercasedASCII), default: []].append(text)
    }
    for head in byHead.keys { byHead[head]?.sort { ($1.count, $0.text) < ($0.count, $1.text) } }
  }

  private static func head(_ bytes: [UInt8], at position: Int, in range: ByteRange) -> ArraySlice<UInt8> {
    let end = bytes.run(at: position, in: range)
    return bytes[position..<max(end, position + 1)]
  }

  /// Every place in `area` at which an identity stands.
  func ranges(in area: TextArea, of bytes: [UInt8]) -> [ByteRange] {
    let range = area.range
    var found: [ByteRange] = []
    var position = range.lowerBound
    while position < range.upperBound {
      guard !bytes[position].continuesToken || bytes.isBoundary(before: position, in: range) else {
        position += 1
        continue
      }
      if let end = end(at: position, in: area, of: bytes) {
        found.append(position..<end)
        position = end
      } else {
        position = max(position + 1, bytes.run(at: position, in: range))
      }
    }
    return found
  }

  private func end(at position: Int, in area: TextArea, of bytes: [UInt8]) -> Int? {
    let range = area.range
    var head = Self.head(bytes, at: position, in: range).map(\.lowercasedASCII)
    // A full stop ends a sentence, unless it belongs to the identity.
    for _ in 0..<2 {
      for text in byHead[head] ?? [] where !area.isStructural || text.count >= Self.shortestAmongWords {
        let end = position + text.count
        guard end <= range.upperBound, bytes.isBoundary(after: end, in: range),
          zip(bytes[position..<end], text).allSatisfy({ $0.lowercasedASCII == $1.lowercasedASCII })
        else { continue }
        return end
      }
      guard head.count > 1, head.last == .dot else { return nil }
      head.removeLast()
    }
    return nil
  }
}

extension [UInt8] {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
