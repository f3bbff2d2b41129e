import Wire

/// The name of a header field, compared without case and whether spelt long or compact (RFC 3261 section 7.3.3).
package struct HeaderName: Hashable, Sendable {
  /// The long name in lower case, such as `call-id`; empty for a line that has no name.
  package let text: String

  /// The name that `spelling` stands for: long or compact, in any case.
  package init(_ spelling: String) {
    let lower = String(decoding: spelling.utf8.lazy.map(\.lowercasedASCII), as: UTF8.self)
    text = lower.utf8.count == 1 ? Self.longNames[lower.utf8.first ?? 0] ?? lower : lower
  }

  /// The name that the bytes in `range` spell; bytes that are not UTF-8 become U+FFFD.
  init(_ bytes: [UInt8], in range: ByteRange) {
    if range.count == 1, let long = Self.longNames[bytes[range.lowerBound].lowercasedASCII] {
      text = long
    } else {
      text = String(decoding: bytes[range].map(\.lowercasedASCII), as: UTF8.self)
    }
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
  package static let from: HeaderName = "from"
  package static let maxForwards: HeaderName = "max-forwards"
  package static let recordRoute: HeaderName = "record-route"
  package static let route: HeaderName = "route"
  package static let to: HeaderName = "to"
  package static let via: HeaderName = "via"
}
