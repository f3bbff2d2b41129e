package import Wire

/// One hop that a request took: `SIP/2.0/UDP host:5060;branch=z9hG4bK776` (RFC 3261 section 20.42).
package struct Via: Sendable {
  /// This element of the header, without the blanks and commas around it.
  package let whole: ByteRange
  /// The transport as spelt, such as `UDP`.
  package let transport: ByteRange
  /// Who sent the request: a name or an address, IPv6 with its brackets.
  package let host: ByteRange
  package let port: ByteRange?
  package let parameters: [Parameter]
  /// The value of the `branch` parameter: the name of the transaction.
  package let branch: ByteRange?
  /// The value of the `received` parameter: the address the request really came from.
  package let received: ByteRange?
  /// The `rport` parameter (RFC 3581), which has no value in a request.
  package let rport: Parameter?

  /// Reads the element that fills `range`; nil when transport or host is missing.
  package static func parse(_ bytes: [UInt8], in range: ByteRange) -> Via? {
    Via(bytes, whole: bytes.trimmed(range))
  }

  private init?(_ bytes: [UInt8], whole: ByteRange) {
    let end = bytes.offset(of: .semicolon, in: whole) ?? whole.upperBound
    // Blanks may stand around each slash: `SIP / 2.0 / UDP host`.
    guard let first = bytes.offset(of: .slash, in: whole.lowerBound..<end),
      let second = bytes.offset(of: .slash, in: first + 1..<end)
    else { return nil }
    let transportStart = bytes.skippingSpace(second + 1, to: end)
    let transportEnd = bytes[transportStart..<end].firstIndex(where: { $0.isLinearSpace }) ?? end
    let sentBy = HostPort(bytes, in: transportEnd..<end)
    guard transportStart < transportEnd, let host = sentBy.host else { return nil }
    self.whole = whole
    transport = transportStart..<transportEnd
    self.host = host
    port = sentBy.port
    parameters = Parameter.list(bytes, in: end..<whole.upperBound)
    branch = parameters.named("branch", in: bytes)?.value
    received = parameters.named("received", in: bytes)?.value
    rport = parameters.named("rport", in: bytes)
  }
}
