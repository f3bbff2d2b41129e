import Wire

/// A host and its port, as in a URI and in a Via (RFC 3261 section 25.1: hostport, sent-by).
struct HostPort {
  /// A name or an address, IPv6 with its brackets; nil when nothing stands there.
  let host: ByteRange?
  /// Nil when there is no colon, or nothing behind it.
  let port: ByteRange?

  init(_ bytes: [UInt8], in range: ByteRange) {
    let whole = bytes.trimmed(range)
    let hostEnd = Self.hostEnd(bytes, in: whole)
    let host = bytes.trimmed(whole.lowerBound..<hostEnd)
    self.host = host.isEmpty ? nil : host
    let rest = bytes.trimmed(hostEnd..<whole.upperBound)
    guard !rest.isEmpty, bytes[rest.lowerBound] == .colon else {
      port = nil
      return
    }
    let port = bytes.trimmed(rest.lowerBound + 1..<rest.upperBound)
    self.port = port.isEmpty ? nil : port
  }

  private static func hostEnd(_ bytes: [UInt8], in whole: ByteRange) -> Int {
    guard !whole.isEmpty else { return whole.lowerBound }
    if bytes[whole.lowerBound] == .openBracket {
      return bytes.offset(of: .closeBracket, in: whole).map { $0 + 1 } ?? whole.upperBound
    }
    guard let colon = bytes.offset(of: .colon, in: whole) else { return whole.upperBound }
    // Some write an IPv6 address without the brackets; it has no port then.
    let hasMore = bytes.offset(of: .colon, in: colon + 1..<whole.upperBound) != nil
    return hasMore && IPAddress(bytes[whole]) != nil ? whole.upperBound : colon
  }
}
