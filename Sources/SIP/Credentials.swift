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
    return whole.isEmpty ? nil : Credentials(bytes, whole: whole)
  }

  private init(_ bytes: [UInt8], whole: ByteRange) {
    let end = bytes[whole].firstIndex(where: { $0.isLinearSpace }) ?? whole.upperBound
    self.whole = whole
    scheme = whole.lowerBound..<end
    parameters = Parameter.list(bytes, in: end..<whole.upperBound, separatedBy: .comma)
    username = parameters.named("username", in: bytes)?.value
    realm = parameters.named("realm", in: bytes)?.value
    nonce = parameters.named("nonce", in: bytes)?.value
    algorithm = parameters.named("algorithm", in: bytes)?.value
  }
}
