package import Wire

/// A URI of any scheme (RFC 3261 section 19.1, RFC 3966 for `tel`), by where its parts stand.
package struct URI: Sendable {
  package let whole: ByteRange
  /// What stands in front of the first colon; empty when that is no scheme.
  package let scheme: ByteRange
  /// The user as spelt, with its escapes and parameters; of a `tel` URI the number.
  package let user: ByteRange?
  package let password: ByteRange?
  /// A name or an address, IPv6 with its brackets; nil for schemes other than `sip` and `sips`.
  package let host: ByteRange?
  package let port: ByteRange?
  /// The parameters of a `sip`, `sips` or `tel` URI.
  package let parameters: [Parameter]
  /// What stands behind the `?` of a `sip` or `sips` URI.
  package let headers: ByteRange?

  /// Reads the URI that fills `range`, blanks around it left out; what it doesn't understand is in `whole`.
  package static func parse(_ bytes: [UInt8], in range: ByteRange) -> URI {
    let whole = bytes.trimmed(range)
    guard let colon = bytes.offset(of: .colon, in: whole), isScheme(bytes, whole.lowerBound..<colon) else {
      return URI(opaque: whole, scheme: whole.lowerBound..<whole.lowerBound)
    }
    let scheme = whole.lowerBound..<colon
    let rest = colon + 1..<whole.upperBound
    if bytes.equals(scheme, ignoringCase: "sip") || bytes.equals(scheme, ignoringCase: "sips") {
      return URI(sip: bytes, whole: whole, scheme: scheme, rest: rest)
    }
    if bytes.equals(scheme, ignoringCase: "tel") {
      return URI(tel: bytes, whole: whole, scheme: scheme, rest: rest)
    }
    return URI(opaque: whole, scheme: scheme)
  }

  private static func isScheme(_ bytes: [UInt8], _ range: ByteRange) -> Bool {
    guard !range.isEmpty, bytes[range.lowerBound].isLetter else { return false }
    return bytes[range].allSatisfy {
      $0.isLetter || $0.isDigit || $0 == .dot || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
    }
  }
}

extension URI {
  private init(opaque whole: ByteRange, scheme: ByteRange) {
    self.whole = whole
    self.scheme = scheme
    user = nil
    password = nil
    host = nil
    port = nil
    parameters = []
    headers = nil
  }

  private init(tel bytes: [UInt8], whole: ByteRange, scheme: ByteRange, rest: ByteRange) {
    let end = bytes.offset(of: .semicolon, in: rest) ?? rest.upperBound
    self.whole = whole
    self.scheme = scheme
    user = rest.lowerBound..<end
    password = nil
    host = nil
    port = nil
    parameters = Parameter.list(bytes, in: end..<rest.upperBound)
    headers = nil
  }

  private init(sip bytes: [UInt8], whole: ByteRange, scheme: ByteRange, rest: ByteRange) {
    self.whole = whole
    self.scheme = scheme
    let hostStart: Int
    if let at = Self.endOfUser(bytes, in: rest) {
      hostStart = at + 1
      // Only the password may hold a colon, so the first one ends the user.
      let colon = bytes.offset(of: .colon, in: rest.lowerBound..<at)
      user = rest.lowerBound..<(colon ?? at)
      password = colon.map { $0 + 1..<at }
    } else {
      hostStart = rest.lowerBound
      user = nil
      password = nil
    }
    let hostEnd = Self.endOfHost(bytes, in: hostStart..<rest.upperBound)
    let hostPort = HostPort(bytes, in: hostStart..<hostEnd)
    host = hostPort.host
    port = hostPort.port
    let question = bytes.offset(of: .question, in: hostEnd..<rest.upperBound)
    parameters = Parameter.list(bytes, in: hostEnd..<(question ?? rest.upperBound))
    headers = question.map { $0 + 1..<rest.upperBound }
  }

  /// The `@` between user and host; nil when there is no user.
  ///
  /// The user may hold `;` and `?`, so whatever is in front of the first `@` belongs to it. An `@` that isn't escaped,
  /// as in `sip:bob@home@example.com`, is wrong but common: the last one in front of the parameters counts.
  private static func endOfUser(_ bytes: [UInt8], in rest: ByteRange) -> Int? {
    guard let first = bytes.offset(of: .at, in: rest) else { return nil }
    return bytes[first..<endOfHost(bytes, in: first..<rest.upperBound)].lastIndex(of: .at)
  }

  /// Where the parameters or the headers begin.
  private static func endOfHost(_ bytes: [UInt8], in range: ByteRange) -> Int {
    bytes[range].firstIndex { $0 == .semicolon || $0 == .question } ?? range.upperBound
  }
}
