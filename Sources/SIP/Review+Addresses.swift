import Wire

extension Review {
  /// Checks each element of Contact, Route, Record-Route (RFC 3261 sections 20.10, 20.30, 20.34).
  mutating func checkAddresses(_ header: Header) {
    for element in elements(header) { checkAddress(element) }
  }

  /// Checks one address (RFC 3261 section 20.10).
  mutating func checkAddress(_ range: ByteRange) {
    guard let address = NameAddr.parse(bytes, in: range) else { return }
    let start = address.whole.lowerBound
    if let display = address.display { checkDisplayName(display) }
    if !address.uri.isUsable(in: bytes) {
      add(.address, "an address holds no URI: '\(bytes.excerpt(address.whole))'", at: start)
    }
    let uri = address.uri.whole
    if bytes[uri].contains(where: { $0.isLinearSpace }) {
      add(.address, "a URI holds blanks", at: uri.lowerBound)
    }
    var rest = uri.upperBound..<address.whole.upperBound
    if address.bracketed {
      guard let close = bytes.offset(of: .greater, in: rest) else {
        add(.address, "the '<' of an address has no '>'", at: start)
        return
      }
      if bytes[uri.lowerBound - 1] != .less || close != uri.upperBound {
        add(.address, "blanks stand around the URI between '<' and '>'", at: uri.lowerBound)
      }
      rest = close + 1..<address.whole.upperBound
    } else if bytes[uri].contains(where: { $0 == .question || $0 == .comma }) {
      add(.address, "a URI with '?' or ',' stands without '<' and '>'", at: uri.lowerBound)
    }
    checkParameters(rest)
    if let expires = address.parameters.named("expires", in: bytes)?.value {
      checkNumber(expires, atMost: UInt64(UInt32.max), "the expires parameter")
    }
  }

  /// Checks each Via (RFC 3261 section 20.42).
  mutating func checkVias(_ header: Header) {
    for element in elements(header) {
      guard let via = Via.parse(bytes, in: element) else {
        let text = "a Via has no transport or no host: '\(bytes.excerpt(element))'"
        add(.via, text, at: bytes.trimmed(element).lowerBound)
        continue
      }
      if let branch = via.branch, bytes.equals(branch, ignoringCase: "z9hg4bk") || branch.isEmpty {
        add(.branch, "a branch is nothing but the magic cookie", at: branch.lowerBound)
      }
      if let semicolon = bytes.offset(of: .semicolon, in: via.whole) {
        checkParameters(semicolon..<via.whole.upperBound)
      }
    }
  }

  /// The elements of a list that are not empty; the first empty one is remarked.
  private mutating func elements(_ header: Header) -> [ByteRange] {
    var elements = bytes.pieces(header.value, separatedBy: .comma)
    if let empty = elements.firstIndex(where: { bytes.trimmed($0).isEmpty }) {
      add(.emptyElement, "a list has an empty element", at: elements[empty].lowerBound)
      elements.removeAll { bytes.trimmed($0).isEmpty }
    }
    return elements
  }

  private mutating func checkParameters(_ range: ByteRange) {
    let rest = bytes.trimmed(range)
    guard !rest.isEmpty else { return }
    guard bytes[rest.lowerBound] == .semicolon else {
      add(.address, "something stands between '>' and the parameters", at: rest.lowerBound)
      return
    }
    let pieces = bytes.pieces(rest.lowerBound + 1..<rest.upperBound, separatedBy: .semicolon)
    if let empty = pieces.first(where: { bytes.trimmed($0).isEmpty }) {
      add(.emptyElement, "a parameter is empty", at: empty.lowerBound)
    }
  }

  private mutating func checkDisplayName(_ display: ByteRange) {
    if bytes[display.lowerBound] == .quote {
      guard let end = bytes.endOfQuotedString(display.lowerBound, to: display.upperBound) else {
        add(.unbalancedQuote, "the quote of a display name is never closed", at: display.lowerBound)
        return
      }
      if end < display.upperBound {
        add(.displayName, "something stands between a display name and '<'", at: end)
      }
    } else if !bytes[display].allSatisfy({ $0.isToken || $0.isLinearSpace }) {
      add(.displayName, "a display name needs quotes: '\(bytes.excerpt(display))'", at: display.lowerBound)
    }
  }
}

extension URI {
  /// Whether it has a scheme, and a host where the scheme demands one.
  func isUsable(in bytes: [UInt8]) -> Bool {
    guard !scheme.isEmpty else { return false }
    let needsHost = bytes.equals(scheme, ignoringCase: "sip") || bytes.equals(scheme, ignoringCase: "sips")
    return host != nil || !needsHost
  }
}
