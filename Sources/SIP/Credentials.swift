package import Wire

/// A challenge and the credentials that answer it have the same grammar, and so the same type.
package typealias Challenge = Credentials

/// A scheme and its parameters: `Digest username="bob", realm="biloxi.com"` (RFC 3261 section 20.7).
package struct Credentials: Sendable {
  package let whole: ByteRange
  /// `Digest`, as spelt.
  package let scheme: ByteRange
  /// The parameters in the order of the wire; their quotes belong to their values.
  package let parameters: [Parameter]
  package let username: ByteRange?
  package let realm: ByteRange?
  package let nonce: ByteRange?
  package let algorithm: ByteRange?

  /// Reads the value that fills `range`; nil when it is empty.
  package static func parse(_ bytes: [UInt8], in range: ByteRange) -> Credentials? {
    let whole = bytes.trimmed(range)
    guard !whole.isEmpty else { return nil }
    let end = bytes[whole].firstIndex(where: \.isLinearSpace) ?? whole.upperBound
    let parameters = Parameter.list(bytes, in: end..<whole.upperBound, separatedBy: .comma)
    func value(_ name: StaticString) -> ByteRange? { parameters.named(name, in: bytes)?.value }
    return Credentials(
      whole: whole, scheme: whole.lowerBound..<end, parameters: parameters, username: value("username"),
      realm: value("realm"), nonce: value("nonce"), algorithm: value("algorithm"))
  }
}
