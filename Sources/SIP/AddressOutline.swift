package import Wire

/// The URI and the tag of an address: what `NameAddr` tells of them, found without taking the rest apart.
package struct AddressOutline: Sendable {
  package let uri: ByteRange
  package let tag: ByteRange?

  /// Reads the address that fills `range`; nil when it is empty, or the `*` that a Contact may hold.
  package init?(_ bytes: Span<UInt8>, in range: ByteRange) {
    let whole = bytes.trimmed(range)
    guard !whole.isEmpty, whole.count > 1 || bytes[whole.lowerBound] != UInt8(ascii: "*") else { return nil }
    let parameters: ByteRange
    if let open = NameAddr.openingBracket(bytes, in: whole) {
      let close = bytes.nearOffset(of: .greater, in: open..<whole.upperBound)
      uri = bytes.trimmed(open + 1..<(close ?? whole.upperBound))
      parameters = (close.map { $0 + 1 } ?? whole.upperBound)..<whole.upperBound
    } else {
      let end = bytes.nearOffset(of: .semicolon, in: whole) ?? whole.upperBound
      uri = bytes.trimmed(whole.lowerBound..<end)
      parameters = end..<whole.upperBound
    }
    tag = Self.tag(bytes, in: parameters)
  }

  /// The value of the first parameter of that name.
  private static func tag(_ bytes: Span<UInt8>, in parameters: ByteRange) -> ByteRange? {
    var found: ByteRange?
    guard !parameters.isEmpty else { return nil }
    bytes.forEachPiece(of: parameters, separatedBy: .semicolon) { piece in
      let content = bytes.trimmed(piece)
      let equals = bytes.nearOffset(of: .equals, in: content)
      guard bytes.equals(bytes.trimmed(content.lowerBound..<(equals ?? content.upperBound)), ignoringCase: "tag") else {
        return false
      }
      found = equals.map { bytes.trimmed($0 + 1..<content.upperBound) }
      return true
    }
    return found
  }
}
