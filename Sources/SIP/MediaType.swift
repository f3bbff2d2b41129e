package import Wire

/// What a body is: `multipart/mixed;boundary=7a9cbec02ceef655` (RFC 3261 section 20.15).
package struct MediaType: Sendable {
  package let whole: ByteRange
  package let type: ByteRange
  package let subtype: ByteRange
  package let parameters: [Parameter]

  /// Reads the value that fills `range`; nil when it has no slash.
  package static func parse(_ bytes: [UInt8], in range: ByteRange) -> MediaType? {
    let whole = bytes.trimmed(range)
    let end = bytes.offset(of: .semicolon, in: whole) ?? whole.upperBound
    guard let slash = bytes.offset(of: .slash, in: whole.lowerBound..<end) else { return nil }
    let type = bytes.trimmed(whole.lowerBound..<slash)
    let parameters = Parameter.list(bytes, in: end..<whole.upperBound)
    return MediaType(whole: whole, type: type, subtype: bytes.trimmed(slash + 1..<end), parameters: parameters)
  }

  /// Whether this is `type`/`subtype`, both given in lower case and compared without case.
  package func matches(_ type: StaticString, _ subtype: StaticString, in bytes: [UInt8]) -> Bool {
    bytes.equals(self.type, ignoringCase: type) && bytes.equals(self.subtype, ignoringCase: subtype)
  }

  /// Whether this is a session description (RFC 8866).
  package func isSDP(in bytes: [UInt8]) -> Bool {
    matches("application", "sdp", in: bytes)
  }
}
