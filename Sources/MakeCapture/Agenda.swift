/// When each live call sends next, the earliest first: a binary heap.
struct Agenda {
  /// A call's turn.
  struct Entry {
    /// Microseconds since the begin of the capture.
    let time: UInt64
    /// The number of the call, which decides between two turns of the same microsecond.
    let call: Int
    /// Where the call stands among the live ones.
    let slot: Int

    static func < (left: Entry, right: Entry) -> Bool {
      left.time != right.time ? left.time < right.time : left.call < right.call
    }
  }

  private var entries: [Entry] = []

  /// The earliest turn, nil when there is none.
  var first: Entry? { entries.first }

  /// Adds a turn.
  mutating func add(_ entry: Entry) {
    var place = entries.count
    entries.append(entry)
    while place > 0 {
      let parent = (place - 1) / 2
      guard entry < entries[parent] else { break }
      entries[place] = entries[parent]
      place = parent
    }
    entries[place] = entry
  }

  /// Takes the earliest turn out, nil when there is none.
  mutating func removeFirst() -> Entry? {
    guard let earliest = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return earliest }
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, entries[child + 1] < entries[child] { child += 1 }
      guard entries[child] < last else { break }
      entries[place] = entries[child]
      place = child
    }
    entries[place] = last
    return earliest
  }
}
