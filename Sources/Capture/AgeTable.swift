/// A dictionary that knows which of its entries is the oldest; each operation takes constant time.
///
/// Age counts from the insertion, or from the last `renew`. A place is valid until the next `remove`.
struct AgeTable<Key: Hashable, Value> {
  private struct Entry {
    let key: Key
    var value: Value
    var older: Int?
    var newer: Int?
  }

  private var places: [Key: Int] = [:]
  private var entries: [Entry] = []
  private(set) var oldest: Int?
  private var newest: Int?

  init() {}

  var count: Int { entries.count }
  var isEmpty: Bool { entries.isEmpty }

  /// Where the entry of `key` stands, nil when there is none.
  func place(of key: Key) -> Int? { places[key] }

  /// The key of the entry at `place`.
  func key(at place: Int) -> Key { entries[place].key }

  /// Adds an entry for a key that has none, as the newest.
  mutating func insert(_ value: Value, for key: Key) -> Int {
    let place = entries.count
    entries.append(Entry(key: key, value: value))
    places[key] = place
    linkAsNewest(place)
    return place
  }

  /// Works on the entry at `place`, where it stands.
  mutating func update<Result>(_ place: Int, _ body: (inout Value) -> Result) -> Result {
    body(&entries[place].value)
  }

  /// Makes the entry at `place` the newest.
  mutating func renew(_ place: Int) {
    guard place != newest else { return }
    unlink(place)
    linkAsNewest(place)
  }

  /// Takes out the entry at `place`; the last one moves to where it stood.
  mutating func remove(_ place: Int) -> Value {
    unlink(place)
    places[entries[place].key] = nil
    let last = entries.count - 1
    if place != last {
      entries.swapAt(place, last)
      places[entries[place].key] = place
      tellNeighbours(of: place)
    }
    return entries.removeLast().value
  }

  private mutating func linkAsNewest(_ place: Int) {
    entries[place].older = newest
    entries[place].newer = nil
    tellNeighbours(of: place)
  }

  private mutating func unlink(_ place: Int) {
    let (older, newer) = (entries[place].older, entries[place].newer)
    if let older { entries[older].newer = newer } else { oldest = newer }
    if let newer { entries[newer].older = older } else { newest = older }
  }

  /// Makes what stands before and behind the entry at `place` point to it.
  private mutating func tellNeighbours(of place: Int) {
    let (older, newer) = (entries[place].older, entries[place].newer)
    if let older { entries[older].newer = place } else { oldest = place }
    if let newer { entries[newer].older = place } else { newest = place }
  }
}
