/// An IP address and a port: one end of a datagram or of a TCP connection.
@frozen package struct Endpoint: Hashable, Sendable {
  @usableFromInline package let address: IPAddress
  @usableFromInline package let port: UInt16

  @inlinable package init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}

extension Endpoint {
  // Every packet of a capture is looked up by its endpoints: fields that differ most often are compared first, and an
  // IPv4 endpoint is hashed as one number. The fields of an IPv6 one are not mixed by hand, so that nobody can choose
  // addresses that collide.
  @inlinable package static func == (left: Endpoint, right: Endpoint) -> Bool {
    left.port == right.port && left.address.low == right.address.low && left.address.high == right.address.high
      && left.address.family == right.address.family
  }

  @inlinable package func hash(into hasher: inout Hasher) {
    if address.family == .v4 {
      hasher.combine(address.low | UInt64(port) << 32)
    } else {
      hasher.combine(address.high)
      hasher.combine(address.low)
      hasher.combine(port)
    }
  }
}

extension Endpoint: CustomStringConvertible {
  /// `192.0.2.10:5060`, `[2001:db8::1]:5060`.
  package var description: String {
    switch address.family {
    case .v4: "\(address):\(port)"
    case .v6: "[\(address)]:\(port)"
    }
  }
}

extension Endpoint {
  /// What `description` writes; nil for any other text.
  package init?(written text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard let address = IPAddress(String(host)) else { return nil }
    self.init(address: address, port: port)
  }
}

extension Endpoint: Codable {
  private enum CodingKeys: String, CodingKey {
    case address, port
  }
}
