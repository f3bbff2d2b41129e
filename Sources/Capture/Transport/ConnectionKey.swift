internal import Wire

/// The two ends of a TCP connection, the same for both directions.
struct ConnectionKey: Hashable {
  let lower: Endpoint
  let upper: Endpoint

  init(_ one: Endpoint, _ other: Endpoint) {
    (lower, upper) = Self.order(one) <= Self.order(other) ? (one, other) : (other, one)
  }

  private static func order(_ endpoint: Endpoint) -> (UInt8, UInt64, UInt64, UInt16) {
    (endpoint.address.family.rawValue, endpoint.address.high, endpoint.address.low, endpoint.port)
  }
}
