import Wire

/// The Call-IDs of a capture in the order of their first messages, and which of them have a record.
struct CallList {
  private struct Entry: Sendable {
    let callID: TextStore.Text
    /// Index of its record; nil for a call that is only counted.
    let record: UInt32?
  }

  private var entries = LongList<Entry>()
  private var byCallID = IndexTable()
  /// Apart from other texts, for each message is compared with one of them: so more of them stay at hand.
  private var callIDs = TextStore()

  var count: Int { entries.count }

  /// Where the call with the Call-ID that fills `range` stands; nil for a new one.
  func find(_ bytes: Span<UInt8>, _ range: ByteRange, hash: UInt64) -> Int? {
    byCallID.find(hash) { callIDs.equals(entries[$0].callID, bytes, range) }
  }

  /// What the hashes of Call-IDs are made with, which `find` and `append` want.
  var secret: HashSecret { byCallID.secret }

  /// Adds a call; gives back its place.
  mutating func append(_ bytes: Span<UInt8>, _ range: ByteRange, hash: UInt64, record: Int?) -> Int {
    byCallID.insert(entries.count, hash: hash)
    entries.append(Entry(callID: callIDs.add(bytes, range), record: record.flatMap { UInt32(exactly: $0) }))
    return entries.count - 1
  }

  /// Index of the record of the call at this place.
  func record(of call: Int) -> Int? { entries[call].record.map(Int.init) }

  func callID(of call: Int) -> String { callIDs.text(entries[call].callID) }

  /// Lends the bytes of the Call-ID of the call at this place.
  func withCallID(of call: Int, _ body: (Span<UInt8>) -> Void) { callIDs.withBytes(of: entries[call].callID, body) }
}
