/// One of the two who are in a call.
struct Party {
  /// Which of the two.
  enum Role: UInt32 {
    case caller, callee
  }

  let signalling: Endpoint
  let media: Endpoint
  /// The address of both endpoints as text.
  let host: String
  /// The address and port of signalling as text.
  let hostPort: String
  /// The user part of its SIP address, a made-up telephone number.
  let user: String
  let voice: Voice

  /// Makes up a party of the call with the number `call`.
  ///
  /// Callers live in 198.18.0.0/16, callees in 198.19.0.0/16, the networks for benchmarks (RFC 2544). After 65000
  /// calls the addresses begin anew on the next port, so no two calls share an endpoint of signalling.
  init(_ role: Role, call: Int, dice: inout SplitMix64) {
    let address = 198 << 24 | (18 + role.rawValue) << 16 | UInt32(0x101 + call % 65_000)
    signalling = Endpoint(address: address, port: UInt16(5060 + call / 65_000))
    media = Endpoint(address: address, port: UInt16(10_000 + 2 * (call % 16_384)))
    host = signalling.host
    hostPort = "\(host):\(signalling.port)"
    user = "+1555\(10_000_000 * (Int(role.rawValue) + 1) + call)"
    voice = Voice(dice: &dice)
  }
}
