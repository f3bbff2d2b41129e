/// An IPv4 address and a UDP port.
struct Endpoint {
  let address: UInt32
  let port: UInt16

  /// The address in dotted notation.
  var host: String {
    "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
  }
}
