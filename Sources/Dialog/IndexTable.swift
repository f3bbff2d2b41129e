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
  private var count = 0
  /// What the hashes of its entries are made with.
  package let secret = HashSecret()

  private static let smallest: UInt64 = 4

  /// A table of no entries.
  package init() {
    slots = Array(repeating: 0, count: 1 << Self.smallest)
    shift = 32 - Self.smallest
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
