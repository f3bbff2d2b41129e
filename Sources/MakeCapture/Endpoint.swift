/// An IPv4 address and a UDP port.
struct Endpoint {
  let address: UInt32
  let port: UInt16
  /// The address in dotted notation.
  let host: String
  /// Address and port as SIP writes them.
  let text: String

  init(address: UInt32, port: UInt16) {
    self.address = address
    self.port = port
    host = "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
    text = "\(host):\(port)"
  }
}
