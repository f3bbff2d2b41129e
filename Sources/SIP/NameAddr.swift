package import Wire

/// An address as From, To, Contact, Route and their like hold it (RFC 3261 section 20.10).
package struct NameAddr: Sendable {
  /// This element of the header, without the blanks and commas around it.
  package let whole: ByteRange
  /// The display name as spelt, quotes included; nil when there is none.
  package let display: ByteRange?
  package let uri: URI
  /// Whether the URI stands in angle brackets.
  ///
  /// Without them the parameters belong to the header, not to the URI.
  package let bracketed: Bool
  /// The parameters of the header.
  package let parameters: [Parameter]
  /// The value of the `tag` parameter.
  package let tag: ByteRange?

  /// Reads the element that fills `range`; nil when it is empty, or the `*` that a Contact may hold.
  package static func parse(_ bytes: [UInt8], in range: ByteRange) -> NameAddr? {
    let whole = bytes.trimmed(range)
    guard !whole.isEmpty, whole.count > 1 || bytes[whole.lowerBound] != UInt8(ascii: "*") else { return nil }
    return NameAddr(bytes, whole: whole)
  }

  private init(_ bytes: [UInt8], whole: ByteRange) {
    self.whole = whole
    let parametersStart: Int
    if let open = Self.openingBracket(bytes.span, in: whole) {
      let close = bytes.offset(of: .greater, in: open..<whole.upperBound)
      let display = bytes.trimmed(whole.lowerBound..<open)
      self.display = display.isEmpty ? nil : display
      uri = URI.parse(bytes, in: open + 1..<(close ?? whole.upperBound))
      bracketed = true
      parametersStart = close.map { $0 + 1 } ?? whole.upperBound
    } else {
      parametersStart = bytes.offset(of: .semicolon, in: whole) ?? whole.upperBound
      display = nil
      uri = URI.parse(bytes, in: whole.lowerBound..<parametersStart)
      bracketed = false
    }
    parameters = Parameter.list(bytes, in: parametersStart..<whole.upperBound)
    tag = parameters.named("tag", in: bytes)?.value
  }

  /// The first `<` outside quotes; a quote that is never closed is an ordinary byte.
  static func openingBracket(_ bytes: Span<UInt8>, in whole: ByteRange) -> Int? {
    var position = whole.lowerBound
    var quotesClose = true
    while position < whole.upperBound {
      if bytes[position] == .less { return position }
      if bytes[position] == .quote, quotesClose {
        if let end = bytes.endOfQuotedString(position, to: whole.upperBound) {
          position = end
          continue
        }
        quotesClose = false
      }
      position += 1
    }
    return nil
  }
}

extension NameAddr {
  /// The headers that hold one address, never a list.
  static let singleHeaders: Set<HeaderName> = [.from, .to, "reply-to", "refer-to", "referred-by"]
}
