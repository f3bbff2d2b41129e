package import Wire

/// What hashes are made with that strangers must not foresee: nobody can choose keys that collide.
package struct HashSecret: Sendable {
  @usableFromInline
  let first = UInt64.random(in: 1...UInt64.max)
  @usableFromInline
  let second = UInt64.random(in: 1...UInt64.max)

  /// The hash of two words; of more, of the hash of the first two and the next one.
  @inlinable @inline(__always)
  package func hash(_ one: UInt64, _ other: UInt64) -> UInt64 {
    let product = (one ^ first).multipliedFullWidth(by: other ^ second)
    return product.high ^ product.low
  }

  /// The hash of an endpoint.
  @inlinable @inline(__always)
  package func hash(_ endpoint: Endpoint) -> UInt64 { hash(word(endpoint), 0) }

  /// The hash of two endpoints, whose order matters.
  @inlinable @inline(__always)
  package func hash(_ one: Endpoint, _ other: Endpoint) -> UInt64 { hash(word(one), word(other)) }

  /// The hash of a text.
  func hash(_ text: Span<UInt8>) -> UInt64 {
    var mark = UInt64(truncatingIfNeeded: text.count)
    var position = 0
    while position < text.count {
      mark = hash(mark ^ text.word(from: position), text.word(from: position + 8))
      position += 16
    }
    return mark
  }

  /// An IPv4 endpoint is one number; an IPv6 one is mixed to be.
  @inlinable @inline(__always)
  package func word(_ endpoint: Endpoint) -> UInt64 {
    let port = UInt64(endpoint.port) << 32
    if endpoint.address.family == .v4 { return endpoint.address.low | port }
    return hash(hash(endpoint.address.high, endpoint.address.low), port)
  }
}
