package import Wire

/// Finds the entries of an array by what they hold: a hash table that keeps nothing but where they stand.
///
/// The entries stay with the owner, who tells by a closure whether one is meant. So no key is copied or retained, and
/// an entry costs a slot of eight bytes, which matters where every packet is looked up and every call is remembered.
/// Hashes are made with a secret of the table: nobody can choose keys that collide.
package struct IndexTable: Sendable {
  /// In the lower half the index of an entry, counted from 1; in the upper half that of its hash.
  ///
  /// 0 is vacant.
  @usableFromInline
  var slots: [UInt64]
  /// How far the upper half of a hash is shifted to give its slot.
  @usableFromInline
  var shift: UInt64
  @usableFromInline
  let secret: UInt64
  @usableFromInline
  let otherSecret: UInt64
  private var count = 0

  private static let smallest: UInt64 = 4

  /// A table of no entries.
  package init() {
    slots = Array(repeating: 0, count: 1 << Self.smallest)
    shift = 32 - Self.smallest
    secret = .random(in: 1...UInt64.max)
    otherSecret = .random(in: 1...UInt64.max)
  }

  /// The hash of two words; of more, of the hash of the first two and the next one.
  @inlinable @inline(__always)
  package func hash(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = (first ^ secret).multipliedFullWidth(by: second ^ otherSecret)
    return product.high ^ product.low
  }

  /// The hash of an endpoint.
  @inlinable @inline(__always)
  package func hash(_ endpoint: Endpoint) -> UInt64 { hash(word(endpoint), 0) }

  /// The hash of two endpoints, whose order matters.
  @inlinable @inline(__always)
  package func hash(_ first: Endpoint, _ second: Endpoint) -> UInt64 {
    hash(word(first), word(second))
  }

  /// An IPv4 endpoint is one number; an IPv6 one is mixed to be.
  @inlinable @inline(__always)
  package func word(_ endpoint: Endpoint) -> UInt64 {
    let port = UInt64(endpoint.port) << 32
    if endpoint.address.family == .v4 { return endpoint.address.low | port }
    return hash(hash(endpoint.address.high, endpoint.address.low), port)
  }

  /// The index of the entry with this hash that `isMeant`; nil when there is none.
  @inlinable @inline(__always)
  package func find(_ hash: UInt64, where isMeant: (Int) -> Bool) -> Int? {
    let name = hash >> 32
    var slot = Int(truncatingIfNeeded: name >> shift)
    while slots[slot] != 0 {
      if slots[slot] >> 32 == name {
        let index = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1
        if isMeant(index) { return index }
      }
      slot = slot &+ 1 == slots.count ? 0 : slot &+ 1
    }
    return nil
  }

  /// Notes that the entry at `index`, which is not in the table, has this hash.
  ///
  /// There is room for four thousand million entries; what comes behind them is not found.
  package mutating func insert(_ index: Int, hash: UInt64) {
    guard index >= 0, index < Int(UInt32.max) else { return }
    if count * 5 >= slots.count * 4 { grow() }
    put((hash & ~0xFFFF_FFFF) | UInt64(index + 1))
    count += 1
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    shift -= 1
    for entry in old where entry != 0 { put(entry) }
  }

  private mutating func put(_ entry: UInt64) {
    var slot = Int(truncatingIfNeeded: (entry >> 32) >> shift)
    while slots[slot] != 0 { slot = slot + 1 == slots.count ? 0 : slot + 1 }
    slots[slot] = entry
  }
}
