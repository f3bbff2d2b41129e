import Wire

/// The name of a header field, compared without case and whether spelt long or compact (RFC 3261 section 7.3.3).
package struct HeaderName: Sendable {
  /// The long name in lower case, such as `call-id`; empty for a line that has no name.
  package let text: String
  /// The FNV-1a hash of `text`: tells two names apart at once.
  private let fingerprint: UInt64

  /// The name that `spelling` stands for: long or compact, in any case.
  package init(_ spelling: String) {
    let bytes = Array(spelling.utf8)
    self.init(bytes, in: 0..<bytes.count)
  }

  /// The name that the bytes in `range` spell; bytes that are not UTF-8 become U+FFFD.
  init(_ bytes: [UInt8], in range: ByteRange) {
    if range.count == 1, let long = Self.longNames[bytes[range.lowerBound].lowercasedASCII] {
      text = long
    } else {
      text = String(decoding: bytes[range].map { $0.lowercasedASCII }, as: UTF8.self)
    }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    fingerprint = hash
  }

  /// The compact forms that IANA has registered, by their letter.
  private static let longNames: [UInt8: String] = [
    UInt8(ascii: "a"): "accept-contact",
    UInt8(ascii: "b"): "referred-by",
    UInt8(ascii: "c"): "content-type",
    UInt8(ascii: "d"): "request-disposition",
    UInt8(ascii: "e"): "content-encoding",
    UInt8(ascii: "f"): "from",
    UInt8(ascii: "i"): "call-id",
    UInt8(ascii: "j"): "reject-contact",
    UInt8(ascii: "k"): "supported",
    UInt8(ascii: "l"): "content-length",
    UInt8(ascii: "m"): "contact",
    UInt8(ascii: "n"): "identity-info",
    UInt8(ascii: "o"): "event",
    UInt8(ascii: "r"): "refer-to",
    UInt8(ascii: "s"): "subject",
    UInt8(ascii: "t"): "to",
    UInt8(ascii: "u"): "allow-events",
    UInt8(ascii: "v"): "via",
    UInt8(ascii: "x"): "session-expires",
    UInt8(ascii: "y"): "identity",
  ]
}

extension HeaderName: Hashable {
  package static func == (left: HeaderName, right: HeaderName) -> Bool {
    left.fingerprint == right.fingerprint && left.text == right.text
  }

  package func hash(into hasher: inout Hasher) {
    // Not the fingerprint: names come from strangers, who could make many with the same one.
    hasher.combine(text)
  }
}

extension HeaderName: ExpressibleByStringLiteral {
  package init(stringLiteral spelling: String) {
    self.init(spelling)
  }
}

extension HeaderName: CustomStringConvertible {
  /// The long name in lower case.
  package var description: String { text }
}

/// The names that the parsers of this module look for; made once, since every message asks for them.
extension HeaderName {
  package static let callID: HeaderName = "call-id"
  package static let contact: HeaderName = "contact"
  package static let contentLength: HeaderName = "content-length"
  package static let contentType: HeaderName = "content-type"
  package static let cseq: HeaderName = "cseq"
  package static let date: HeaderName = "date"
  package static let expires: HeaderName = "expires"
  package static let from: HeaderName = "from"
  package static let maxForwards: HeaderName = "max-forwards"
  package static let minExpires: HeaderName = "min-expires"
  package static let minSE: HeaderName = "min-se"
  package static let recordRoute: HeaderName = "record-route"
  package static let retryAfter: HeaderName = "retry-after"
  package static let route: HeaderName = "route"
  package static let sessionExpires: HeaderName = "session-expires"
  package static let to: HeaderName = "to"
  package static let via: HeaderName = "via"
  package static let warning: HeaderName = "warning"
}
