/// The lines of the list of calls, each made when it is asked for: a long list would take more memory than all that was
/// recorded for it.
package struct CallSummaries: Sendable {
  private let records: LongList<CallRecord>
  private let texts: TextStore
  private let calls: CallList
  private let watch: MediaWatch
  /// Which of the records are in the list; nil for all.
  private var places: [Int]?

  init(_ records: LongList<CallRecord>, _ texts: TextStore, _ calls: CallList, _ watch: MediaWatch) {
    self.records = records
    self.texts = texts
    self.calls = calls
    self.watch = watch
  }

  /// Those lines of which `isWanted` is true.
  package func filtered(_ isWanted: (CallSummary) -> Bool) -> CallSummaries {
    var list = self
    list.places = indices.compactMap { isWanted(self[$0]) ? place($0) : nil }
    return list
  }

  private func place(_ position: Int) -> Int { places?[position] ?? position }

  /// A line without what takes a room of its own: a long list is printed without making that for each call.
  package func entry(at position: Int) -> CallEntry {
    records.withElement(at: place(position)) { $0.entry(mediaPackets: watch.packets(of: $0.number - 1)) }
  }

  /// Lends the texts of a line: the URIs in From and To, and the Call-ID, as they were captured.
  package func withTexts(
    at position: Int,
    _ body: (_ from: Span<UInt8>, _ to: Span<UInt8>, _ callID: Span<UInt8>) -> Void
  ) {
    let (number, from, to) = records.withElement(at: place(position)) { ($0.number, $0.from, $0.to) }
    texts.withBytes(of: from) { from in
      texts.withBytes(of: to) { to in
        calls.withCallID(of: number - 1) { body(from, to, $0) }
      }
    }
  }
}

extension CallSummaries: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { places?.count ?? records.count }

  package subscript(position: Int) -> CallSummary {
    let place = place(position)
    let call = records[place].number - 1
    return records[place].summary(callID: calls.callID(of: call), media: watch.counts(of: call), texts: texts)
  }
}

extension CallSummaries: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for summary in self { try container.encode(summary) }
  }
}
