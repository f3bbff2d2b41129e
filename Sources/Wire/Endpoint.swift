/// An IP address and a port: one end of a datagram or of a TCP connection.
package struct Endpoint: Hashable, Sendable {
  package let address: IPAddress
  package let port: UInt16

  package init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
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

extension Endpoint: Codable {
  private enum CodingKeys: String, CodingKey {
    case address, port
  }
}
